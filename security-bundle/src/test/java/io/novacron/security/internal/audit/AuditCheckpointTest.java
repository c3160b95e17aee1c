package io.novacron.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.StateStore;
import io.novacron.security.internal.SecurityDirectory;
import io.novacron.store.contract.InMemoryStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCheckpointTest {
  private static final AuditLayout LAYOUT = ChainedAuditLogTest.LAYOUT;

  @TempDir Path data;
  private final AtomicReference<@Nullable StateStore> served =
      new AtomicReference<>(new InMemoryStateStore(Clock.systemUTC()));
  private ChainedAuditLog log = open();

  @Test
  void theEndOfTheChainIsKeptBesideTheStore() throws IOException {
    AuditCheckpoint checkpoint = checkpoint();
    checkpoint.update();
    assertThat(file()).doesNotExist();

    ChainedAuditLogTest.append(log, 7);
    checkpoint.update();

    assertThat(file()).content().matches("7 [0-9a-f]{64}\n");
  }

  @Test
  void aRestartOnTheSameStoreFindsTheChainIntact() throws IOException {
    ChainedAuditLogTest.append(log, 7);
    checkpoint().update();

    log = open();
    checkpoint().update();

    assertThat(Chains.entries(store(), LAYOUT)).hasSize(7);
  }

  @Test
  void aRestartOnALostChainPutsTheFindingIntoTheChain() throws IOException {
    ChainedAuditLogTest.append(log, 7);
    checkpoint().update();

    served.set(new InMemoryStateStore(Clock.systemUTC()));
    log = open();
    AuditCheckpoint checkpoint = checkpoint();
    checkpoint.update();
    checkpoint.update();

    assertThat(Chains.entries(store(), LAYOUT))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("audit:verify");
              assertThat(entry.result()).isEqualTo("FAILED");
              assertThat(entry.reason()).isEqualTo("chain-broken");
              assertThat(entry.target()).isEqualTo("node-1 link 1");
            });
    assertThat(file()).content().startsWith("1 ");
  }

  @Test
  void aCheckpointThatWasTamperedWithIsAFinding() throws IOException {
    ChainedAuditLogTest.append(log, 7);
    checkpoint().update();
    Files.writeString(file(), "everything is fine\n");

    log = open();
    checkpoint().update();

    assertThat(Chains.entries(store(), LAYOUT)).hasSize(8);
  }

  @Test
  void nothingIsCheckedOrKeptBeforeTheStoreIsThere() throws IOException {
    ChainedAuditLogTest.append(log, 7);
    checkpoint().update();
    String kept = Files.readString(file());
    StateStore store = store();
    served.set(null);
    log = open();
    AuditCheckpoint checkpoint = checkpoint();

    checkpoint.update();
    assertThat(file()).content().isEqualTo(kept);

    served.set(store);
    checkpoint.update();
    ChainedAuditLogTest.append(log, 1);
    checkpoint.update();
    assertThat(file()).content().startsWith("8 ");
  }

  private ChainedAuditLog open() {
    return new ChainedAuditLog(LAYOUT, served::get, Runnable::run, 100);
  }

  private AuditCheckpoint checkpoint() throws IOException {
    return new AuditCheckpoint(
        LAYOUT, log, SecurityDirectory.open(data), served::get, Clock.systemUTC());
  }

  private StateStore store() {
    return Objects.requireNonNull(served.get());
  }

  private Path file() {
    return data.resolve("security/audit-checkpoint");
  }
}
