package io.novacron.core.internal.factor;

import io.novacron.api.catalog.InstanceType;
import io.novacron.core.internal.catalog.Medians;
import io.novacron.core.internal.catalog.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many CoreMark iterations per second a type makes with all its vCPUs.
 *
 * <p>Scores are measured on AWS only. So that a cloud is not favoured or passed over for want of a
 * score, every other type gets an estimate: the median score per vCPU of those that are most like
 * it, times its vCPUs. Most like it are, in this order: the other sizes of its AWS family; the AWS
 * family whose name its own begins with ({@code c6id}: {@code c6i}); the AWS family with the same
 * processor, by the table {@code processors.tsv}; all measured types of its architecture. A vCPU of
 * a family with simultaneous multithreading is a thread and half a core, which the table heeds.
 * Within families this is off by 2.6 % in the median and by at most a fifth for nine in ten types
 * (measured by leaving out each in turn). Immutable.
 */
final class CoreMarkEstimate {
  private static final String AWS = "aws";

  private final Map<String, Double> measured;
  private final TreeMap<String, List<Double>> byFamily = new TreeMap<>();
  private final Map<String, List<Double>> byArchitecture = new HashMap<>();
  private final List<Processor> processors;

  private CoreMarkEstimate(
      Map<String, Double> measured, List<Processor> processors, List<InstanceType> types) {
    this.measured = measured;
    this.processors = processors;
    for (InstanceType type : types) {
      Double score = type.cloud().equals(AWS) ? measured.get(type.name()) : null;
      if (score != null) {
        double perVcpu = score / type.vcpus();
        byFamily.computeIfAbsent(family(type.name()), first -> new ArrayList<>()).add(perVcpu);
        byArchitecture
            .computeIfAbsent(type.architecture(), first -> new ArrayList<>())
            .add(perVcpu);
      }
    }
  }

  /** Estimates by the tables of this bundle, for types of a catalog. */
  static CoreMarkEstimate of(List<InstanceType> types) {
    Map<String, Double> measured = new HashMap<>();
    for (Table.Row row : Table.bundled("factors/coremark.tsv")) {
      measured.put(row.text(0), row.decimal(1));
    }
    List<Processor> processors = new ArrayList<>();
    for (Table.Row row : Table.bundled("factors/processors.tsv")) {
      processors.add(new Processor(row.text(0), Pattern.compile(row.text(1)), row.text(2)));
    }
    return new CoreMarkEstimate(measured, processors, types);
  }

  /** What would be known if the score of a type had not been measured. */
  CoreMarkEstimate without(String type, List<InstanceType> types) {
    Map<String, Double> others = new HashMap<>(measured);
    others.remove(type);
    return new CoreMarkEstimate(others, processors, types);
  }

  /** The measured score; empty when there is none. */
  OptionalDouble measured(InstanceType type) {
    Double score = type.cloud().equals(AWS) ? measured.get(type.name()) : null;
    return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
  }

  /** The estimate; empty when nothing of its architecture was measured. */
  OptionalDouble estimated(InstanceType type) {
    List<Double> alike = alike(type);
    return alike == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Medians.of(alike) * type.vcpus());
  }

  private @Nullable List<Double> alike(InstanceType type) {
    List<Double> family = null;
    if (type.cloud().equals(AWS)) {
      family = ofFamilyOrOneThatBeginsIt(family(type.name()));
    } else {
      for (Processor processor : processors) {
        if (family == null && processor.is(type)) {
          family = byFamily.get(processor.family);
        }
      }
    }
    return family == null ? byArchitecture.get(type.architecture()) : family;
  }

  private @Nullable List<Double> ofFamilyOrOneThatBeginsIt(String family) {
    for (int length = family.length(); length > 1; length--) {
      List<Double> found = byFamily.get(family.substring(0, length));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String family(String awsType) {
    int dot = awsType.indexOf('.');
    return dot < 0 ? awsType : awsType.substring(0, dot);
  }

  /** Types of a cloud that have the processor of an AWS family. */
  private record Processor(String cloud, Pattern pattern, String family) {
    boolean is(InstanceType type) {
      return type.cloud().equals(cloud) && pattern.matcher(type.name()).matches();
    }
  }
}
