package io.novacron.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.Machine;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that an earlier version wrote are still understood. */
class LayoutsTest {
  @Test
  void anOperationOfTheFirstLayoutIsRead() {
    String written =
        """
        {"operation":{"id":"op-1","tenant":"default","kind":"CREATE","target":"vm-1",
          "state":"RUNNING","progress":0.2,
          "steps":[{"name":"call","state":"RUNNING","attempts":1,
            "startedAt":"2026-11-23T10:00:00Z","detail":"create m7g.xlarge"}],
          "owner":"node-1","actor":"admin","revision":1,"createdAt":"2026-11-23T10:00:00Z"},
         "token":"token-1",
         "owner":{"controlPlane":"cp-1","tenant":"default","machine":"vm-1","operation":"op-1"},
         "place":{"account":"a","provider":"simulator","region":"r1","instanceType":"t1",
           "market":"ON_DEMAND"},
         "next":"CREATE","begun":true,"deadline":"2026-11-23T10:15:00Z","sends":1,"failures":0,
         "sentAt":"2026-11-23T10:00:00Z","unresolved":false,"duplicates":[]}
        """;

    OperationRecord record =
        Journal.read(
            new StoredRecord(
                Journal.key("default", "vm-1", "op-1"),
                2,
                1,
                Map.of(),
                written.getBytes(StandardCharsets.UTF_8)));

    assertThat(record.operation().kind()).isEqualTo(OperationKind.CREATE);
    assertThat(record.operation().state()).isEqualTo(OperationState.RUNNING);
    assertThat(record.operation().cancelRequested()).isFalse();
    assertThat(record.operation().parent()).isNull();
    assertThat(record.begun()).isTrue();
    assertThat(record.operation().revision()).isEqualTo(2);
  }

  @Test
  void aMachineOfTheFirstLayoutHasNoSnapshotsAndNoSecurityGroups() {
    String written =
        """
        {"id":"vm-1","tenant":"default",
         "spec":{"name":"web","labels":{},"instanceType":"t1","image":"ubuntu-24.04","disks":[],
           "sshKeys":[],"market":{"kind":"ON_DEMAND"},"placement":{}},
         "desiredState":"RUNNING","generation":1,"revision":1,"createdAt":"2026-11-23T10:00:00Z",
         "status":{"observedGeneration":1,"state":"RUNNING","addresses":[],"conditions":[]},
         "operation":"op-1"}
        """;
    Machine machine =
        MachineRecords.read(
            new StoredRecord(
                MachineRecords.key("default", "vm-1"),
                3,
                1,
                Map.of(),
                written.getBytes(StandardCharsets.UTF_8)));
    assertThat(machine.snapshots()).isEmpty();
    assertThat(machine.spec().securityGroups()).isEmpty();
  }
}
