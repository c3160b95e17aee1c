package io.novacron.core.internal.template;

import io.novacron.api.template.ParameterType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A field of a machine spec that a template may fill.
 *
 * @param pointer JSON pointer; {@code *} stands for a key or a number in a list
 * @param type what its value must be
 */
record SpecField(String pointer, ParameterType type) {
  static final String USER_DATA = "/userData";

  private static final List<SpecField> ALL =
      List.of(
          text("/labels/*"),
          new SpecField("/size/vcpus", ParameterType.INTEGER),
          new SpecField("/size/memoryGib", ParameterType.NUMBER),
          new SpecField("/size/gpus", ParameterType.INTEGER),
          text("/size/gpuModel"),
          text("/size/architecture"),
          text("/instanceType"),
          text("/image"),
          new SpecField("/disks/*/sizeGib", ParameterType.INTEGER),
          text("/disks/*/kind"),
          text("/network"),
          text("/securityGroups/*"),
          text("/sshKeys/*"),
          text(USER_DATA),
          text("/market/kind"),
          new SpecField("/market/maxPricePerHour", ParameterType.NUMBER),
          text("/placement/account"),
          text("/placement/region"),
          text("/placement/zone"),
          text("/placement/near/place"),
          new SpecField("/placement/near/latitude", ParameterType.NUMBER),
          new SpecField("/placement/near/longitude", ParameterType.NUMBER),
          new SpecField("/placement/near/maxRttMillis", ParameterType.NUMBER),
          new SpecField("/placement/maxPricePerHour", ParameterType.NUMBER),
          new SpecField("/placement/maxCarbonGramsPerKwh", ParameterType.NUMBER),
          text("/placement/policy"),
          text("/placement/group"));

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]?");

  private static SpecField text(String pointer) {
    return new SpecField(pointer, ParameterType.STRING);
  }

  /** The field at a pointer; empty when no template may fill such a one. */
  static Optional<SpecField> at(String pointer) {
    return ALL.stream().filter(field -> field.covers(pointer)).findFirst();
  }

  /** All pointers, in one sentence. */
  static String known() {
    return String.join(", ", ALL.stream().map(SpecField::pointer).toList());
  }

  private boolean covers(String given) {
    List<String> ours = List.of(pointer.split("/", -1));
    List<String> theirs = List.of(given.split("/", -1));
    if (ours.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < ours.size(); i++) {
      boolean any =
          ours.get(i).equals("*")
              && (pointer.startsWith("/labels/") || INDEX.matcher(theirs.get(i)).matches());
      if (!any && !ours.get(i).equals(theirs.get(i))) {
        return false;
      }
    }
    return true;
  }
}
