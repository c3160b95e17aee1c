package io.novacron.shell.internal;

import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.security.Confidential;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the options of {@code vm-create} ask for. Only what cannot be put into a request is refused
 * here; the limits of values are the control plane's to check.
 */
final class SpecOptions {
  private static final Pattern POINT =
      Pattern.compile("(-?[0-9]{1,3}(?:\\.[0-9]{1,12})?),(-?[0-9]{1,3}(?:\\.[0-9]{1,12})?)");

  private final VmCreate options;
  private final Values values;

  SpecOptions(VmCreate options, Values values) {
    this.options = options;
    this.values = values;
  }

  /** The request; of no use when values are wrong. */
  MachineSpec read(List<String> arguments) {
    if (arguments.size() != 1) {
      values.wrong("name", "give one name, not " + arguments.size() + ": " + arguments);
    }
    return new MachineSpec(
        arguments.isEmpty() ? "" : arguments.get(0),
        values.labels("--label", options.labels),
        size(),
        options.type,
        options.image,
        List.of(),
        options.network,
        options.securityGroups,
        options.sshKeys,
        market(),
        new PlacementConstraints(
            options.account,
            options.region,
            options.zone,
            near(),
            values.decimal("--max-price", options.maxPrice),
            values.real("--max-carbon", options.maxCarbon),
            options.policy,
            options.group),
        options.userData == null
            ? null
            : Confidential.of(NodeFile.text("--user-data", options.userData, values)),
        template());
  }

  private @Nullable Size size() {
    Integer vcpus = values.integer("--vcpus", options.vcpus);
    Double memory = values.real("--memory", options.memory);
    Integer gpus = values.integer("--gpus", options.gpus);
    boolean sized =
        Stream.of(
                options.vcpus, options.memory, options.gpus, options.gpuModel, options.architecture)
            .anyMatch(option -> option != null);
    if (options.type != null) {
      if (sized) {
        values.wrong(
            "--type",
            "says it all: leave out --vcpus, --memory, --gpus, --gpu-model and"
                + " --architecture, or leave out --type");
      }
      return null;
    }
    if (!sized && options.template != null) {
      return null;
    }
    if (options.vcpus == null) {
      values.wrong("--vcpus", "is missing; give --vcpus and --memory, or --type");
    }
    if (options.memory == null) {
      values.wrong("--memory", "is missing; give --vcpus and --memory, or --type");
    }
    return new Size(
        vcpus == null ? 0 : vcpus,
        memory == null ? 0 : memory,
        gpus == null ? 0 : gpus,
        options.gpuModel,
        options.architecture);
  }

  private @Nullable TemplateReference template() {
    if (options.template == null) {
      if (!options.parameters.isEmpty()) {
        values.wrong("--parameter", "needs --template");
      }
      return null;
    }
    VersionedName word = VersionedName.read("--template", options.template, values);
    Map<String, String> parameters = values.labels("--parameter", options.parameters);
    // A secret on the command line would stay in its history.
    parameters.replaceAll(
        (name, value) ->
            value.startsWith("@")
                ? NodeFile.text("--parameter", value.substring(1), values).stripTrailing()
                : value);
    return new TemplateReference(word.name(), word.version(), parameters);
  }

  private Market market() {
    BigDecimal ceiling = values.decimal("--max-spot-price", options.maxSpotPrice);
    if (!options.spot && options.maxSpotPrice != null) {
      values.wrong("--max-spot-price", "needs --spot; for machines of any kind it is --max-price");
    }
    return options.spot ? new Market(Market.Kind.SPOT, ceiling) : Market.ON_DEMAND;
  }

  private @Nullable Near near() {
    Double rtt = values.real("--max-rtt", options.maxRtt);
    String place = options.near;
    if (place == null) {
      if (options.maxRtt != null) {
        values.wrong("--max-rtt", "needs --near");
      }
      return null;
    }
    Matcher point = POINT.matcher(place);
    return point.matches()
        ? new Near(null, Double.valueOf(point.group(1)), Double.valueOf(point.group(2)), rtt)
        : new Near(place, null, null, rtt);
  }
}
