package io.novacron.core.internal.template;

import io.novacron.api.error.FieldError;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.security.Confidential;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine spec in the making: what was asked for, and under it what a template's fields say, with
 * the values of the parameters in them. What was asked for wins; a field that has its default
 * counts as not asked for.
 */
final class FilledSpec {
  /** Pointers into lists have at most two digits. */
  private static final int MOST_ENTRIES = 100;

  private final MachineSpec asked;
  private final Map<String, String> fields;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Makes a spec.
   *
   * @param asked what was asked for
   * @param fields the template's fields by their JSON pointers, without placeholders; empty text
   *     counts as absent
   */
  FilledSpec(MachineSpec asked, Map<String, String> fields) {
    this.asked = asked;
    this.fields = new TreeMap<>(fields);
    this.fields.values().removeIf(String::isEmpty);
  }

  MachineSpec build() {
    boolean sized = asked.size() != null || asked.instanceType() != null;
    String image = fields.get("/image");
    return asked.toBuilder()
        .labels(labels())
        .size(sized ? asked.size() : size())
        .instanceType(sized ? asked.instanceType() : fields.get("/instanceType"))
        .image(
            image == null || !asked.image().equals(MachineSpec.DEFAULT_IMAGE)
                ? asked.image()
                : image)
        .disks(asked.disks().isEmpty() ? disks() : asked.disks())
        .network(asked.network() == null ? fields.get("/network") : asked.network())
        .securityGroups(
            asked.securityGroups().isEmpty() ? listed("/securityGroups/") : asked.securityGroups())
        .sshKeys(asked.sshKeys().isEmpty() ? listed("/sshKeys/") : asked.sshKeys())
        .market(asked.market().equals(Market.ON_DEMAND) ? market() : asked.market())
        .placement(placement(asked.placement()))
        .userData(asked.userData() == null ? userData() : asked.userData())
        .build();
  }

  /** What the values make wrong; of use after {@link #build}. */
  List<FieldError> errors() {
    return List.copyOf(errors);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    under("/labels/")
        .forEach((key, value) -> labels.put(key.replace("~1", "/").replace("~0", "~"), value));
    labels.putAll(asked.labels());
    return labels;
  }

  private @Nullable Size size() {
    if (under("/size/").isEmpty()) {
      return null;
    }
    Integer vcpus = whole("/size/vcpus");
    Double memory = real("/size/memoryGib");
    Integer gpus = whole("/size/gpus");
    return new Size(
        vcpus == null ? 0 : vcpus,
        memory == null ? 0 : memory,
        gpus == null ? 0 : gpus,
        fields.get("/size/gpuModel"),
        fields.get("/size/architecture"));
  }

  private List<Disk> disks() {
    List<Disk> disks = new ArrayList<>();
    for (int i = 0; i < MOST_ENTRIES; i++) {
      if (under("/disks/" + i + "/").isEmpty()) {
        continue;
      }
      Integer size = whole("/disks/" + i + "/sizeGib");
      String kind = fields.get("/disks/" + i + "/kind");
      disks.add(new Disk(size == null ? 0 : size, kind == null ? "standard" : kind));
    }
    return disks;
  }

  private List<String> listed(String prefix) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < MOST_ENTRIES; i++) {
      String value = fields.get(prefix + i);
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }

  private Market market() {
    String word = fields.get("/market/kind");
    BigDecimal ceiling = decimal("/market/maxPricePerHour");
    if (word == null) {
      return asked.market();
    }
    for (Market.Kind kind : Market.Kind.values()) {
      if (kind.wireName().equals(word)) {
        return new Market(kind, ceiling);
      }
    }
    errors.add(new FieldError("/market/kind", "must be on-demand or spot"));
    return asked.market();
  }

  private PlacementConstraints placement(PlacementConstraints given) {
    boolean located = given.account() != null || given.region() != null || given.zone() != null;
    return new PlacementConstraints(
        given.account() == null ? fields.get("/placement/account") : given.account(),
        given.region() == null ? fields.get("/placement/region") : given.region(),
        // A zone belongs to its region, so it is not taken beside another place.
        located ? given.zone() : fields.get("/placement/zone"),
        given.near() == null ? near() : given.near(),
        given.maxPricePerHour() == null
            ? decimal("/placement/maxPricePerHour")
            : given.maxPricePerHour(),
        given.maxCarbonGramsPerKwh() == null
            ? real("/placement/maxCarbonGramsPerKwh")
            : given.maxCarbonGramsPerKwh(),
        given.policy() == null ? fields.get("/placement/policy") : given.policy(),
        given.group() == null ? fields.get("/placement/group") : given.group());
  }

  private @Nullable Near near() {
    return under("/placement/near/").isEmpty()
        ? null
        : new Near(
            fields.get("/placement/near/place"),
            real("/placement/near/latitude"),
            real("/placement/near/longitude"),
            real("/placement/near/maxRttMillis"));
  }

  private @Nullable Confidential userData() {
    String text = fields.get(SpecField.USER_DATA);
    return text == null ? null : Confidential.of(text);
  }

  private Map<String, String> under(String prefix) {
    Map<String, String> found = new TreeMap<>();
    fields.forEach(
        (pointer, value) -> {
          if (pointer.startsWith(prefix)) {
            found.put(pointer.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private @Nullable Integer whole(String pointer) {
    BigDecimal value = decimal(pointer);
    try {
      return value == null ? null : value.intValueExact();
    } catch (ArithmeticException e) {
      errors.add(new FieldError(pointer, "must be a whole number of at most 2147483647"));
      return null;
    }
  }

  private @Nullable Double real(String pointer) {
    BigDecimal value = decimal(pointer);
    return value == null ? null : value.doubleValue();
  }

  private @Nullable BigDecimal decimal(String pointer) {
    String text = fields.get(pointer);
    return text == null ? null : new BigDecimal(text);
  }
}
