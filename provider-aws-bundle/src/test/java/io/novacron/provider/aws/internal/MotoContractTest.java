package io.novacron.provider.aws.internal;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Runs the contract on moto. */
class MotoContractTest extends EmulatorContract {
  @BeforeAll
  static void start() {
    open(MotoServer.uri());
  }

  @BeforeEach
  void empty() {
    MotoServer.reset();
  }

  @Override
  String emulator() {
    return "moto";
  }

  @Override
  Map<String, String> ownGaps() {
    return Map.ofEntries(
        Map.entry("aDeletedMachineCannotBeStarted", "moto starts terminated instances"),
        Map.entry("aTypeThatDoesNotExistIsInvalid", "moto takes any instance type for a resize"),
        Map.entry("aPageTokenThatNoListGaveIsInvalid", "moto answers 500 to a wrong page token"),
        Map.entry("aListOfManyVolumesComesByPages", "moto gives all volumes in one page"),
        Map.entry("aListOfManySnapshotsComesByPages", "moto gives all snapshots in one page"),
        Map.entry("aPageTokenThatNoListOfVolumesGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry(
            "aPageTokenThatNoListOfSnapshotsGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry("aPageTokenThatNoListOfNetworksGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry(
            "aPageTokenThatNoListOfSecurityGroupsGaveIsInvalid", "moto overlooks page tokens here"),
        Map.entry("aMachineTakesFromTheQuotaThatCoversIt", "moto does not list the quotas of EC2"),
        Map.entry(
            "measurementsAreWhatWasAskedFor",
            "moto does not speak the protocol of today's CloudWatch clients"));
  }
}
