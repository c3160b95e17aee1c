package io.novacron.shell.internal;

import java.util.Map;

/** What the fields of the REST interface are called on the command line. */
final class OptionNames {
  private static final Map<String, String> BY_FIELD =
      Map.ofEntries(
          Map.entry("/name", "name"),
          Map.entry("/force", "--force"),
          Map.entry("/labels", "--label"),
          Map.entry("/size", "--vcpus and --memory"),
          Map.entry("/size/vcpus", "--vcpus"),
          Map.entry("/size/memoryGib", "--memory"),
          Map.entry("/size/gpus", "--gpus"),
          Map.entry("/size/gpuModel", "--gpu-model"),
          Map.entry("/size/architecture", "--architecture"),
          Map.entry("/instanceType", "--type"),
          Map.entry("/image", "--image"),
          Map.entry("/network", "--network"),
          Map.entry("/securityGroups", "--security-group"),
          Map.entry("/sshKeys", "--ssh-key"),
          Map.entry("/market/kind", "--spot"),
          Map.entry("/market/maxPricePerHour", "--max-spot-price"),
          Map.entry("/placement/account", "--account"),
          Map.entry("/placement/region", "--region"),
          Map.entry("/placement/zone", "--zone"),
          Map.entry("/placement/near", "--near"),
          Map.entry("/placement/near/maxRttMillis", "--max-rtt"),
          Map.entry("/placement/maxPricePerHour", "--max-price"),
          Map.entry("/placement/maxCarbonGramsPerKwh", "--max-carbon"),
          Map.entry("/placement/policy", "--policy"),
          Map.entry("/placement/group", "--group"),
          Map.entry("/reference", "--reference"),
          Map.entry("/window", "--window"),
          Map.entry("/resolution", "--resolution"),
          Map.entry("/template", "--template"),
          Map.entry("/template/parameters", "--parameter"),
          Map.entry("/userData", "--user-data"),
          Map.entry("/idempotencyKey", "--idempotency-key"),
          Map.entry("/pageSize", "--limit"),
          Map.entry("/label", "--label"),
          Map.entry("/state", "--state"),
          Map.entry("/account", "--account"),
          Map.entry("/region", "--region"),
          Map.entry("/target", "--machine"));

  private OptionNames() {}

  /** The option for a JSON pointer or parameter, or for what holds it; else the pointer itself. */
  static String of(String pointer) {
    String field = pointer.startsWith("/") ? pointer : "/" + pointer;
    while (!field.isEmpty()) {
      String option = BY_FIELD.get(field);
      if (option != null) {
        return option;
      }
      field = field.substring(0, field.lastIndexOf('/'));
    }
    return pointer;
  }
}
