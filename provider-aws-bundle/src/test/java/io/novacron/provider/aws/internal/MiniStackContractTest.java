package io.novacron.provider.aws.internal;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Runs the contract on MiniStack. */
class MiniStackContractTest extends EmulatorContract {
  private static final String NO_RESIZE = "MiniStack does not know ModifyInstanceAttribute";
  private static final String NO_PAGES =
      "MiniStack gives all in one page and overlooks page tokens";
  private static final String NO_SNAPSHOTS =
      "MiniStack does not know CreateSnapshots, which takes all disks at one moment";

  @BeforeAll
  static void start() {
    open(MiniStackServer.uri());
  }

  @BeforeEach
  void empty() {
    MiniStackServer.reset();
  }

  @Override
  String emulator() {
    return "MiniStack";
  }

  @Override
  Map<String, String> ownGaps() {
    return Map.ofEntries(
        Map.entry("aDeletedMachineCannotBeStarted", "MiniStack starts terminated instances"),
        Map.entry("aStoppedMachineGetsAnotherType", NO_RESIZE),
        Map.entry("aTypeThatDoesNotExistIsInvalid", NO_RESIZE),
        Map.entry("anInstanceTypeThatDoesNotExistIsInvalid", "MiniStack takes any instance type"),
        Map.entry("everyTypeThatCanBeHadHasAPrice", "MiniStack has no image for arm64"),
        Map.entry(
            "anAttachedVolumeIsNotDeleted", "MiniStack forgets the tags of volumes in a launch"),
        Map.entry("aListGivesEveryMachineOnceOverAllItsPages", NO_PAGES),
        Map.entry("aListOfManyVolumesComesByPages", NO_PAGES),
        Map.entry("aPageTokenThatNoListGaveIsInvalid", NO_PAGES),
        Map.entry("aPageTokenThatNoListOfVolumesGaveIsInvalid", NO_PAGES),
        Map.entry("aPageTokenThatNoListOfSnapshotsGaveIsInvalid", NO_PAGES),
        Map.entry("aPageTokenThatNoListOfNetworksGaveIsInvalid", NO_PAGES),
        Map.entry("aPageTokenThatNoListOfSecurityGroupsGaveIsInvalid", NO_PAGES),
        Map.entry("aListOfManySnapshotsComesByPages", NO_SNAPSHOTS),
        Map.entry("aListOfARegionGivesItsSnapshots", NO_SNAPSHOTS),
        Map.entry("aSnapshotAskedForTwiceWithOneTokenIsOne", NO_SNAPSHOTS),
        Map.entry("oneTokenAndAnotherRequestIsAConflict", NO_SNAPSHOTS),
        Map.entry("aSnapshotCannotBePutOnAnotherMachine", NO_SNAPSHOTS),
        Map.entry("aSnapshotIsDeletedOnceAndTwice", NO_SNAPSHOTS),
        Map.entry("aSnapshotIsFoundByTokenAndOwnerTag", NO_SNAPSHOTS),
        Map.entry("aStoppedMachineIsRestored", NO_SNAPSHOTS),
        Map.entry(
            "aMachineTakesFromTheQuotaThatCoversIt", "MiniStack does not list the quotas of EC2"),
        Map.entry(
            "measurementsAreWhatWasAskedFor",
            "MiniStack does not speak the protocol of today's CloudWatch clients"));
  }
}
