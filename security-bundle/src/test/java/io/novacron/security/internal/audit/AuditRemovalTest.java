package io.novacron.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.security.AuditRecord;
import io.novacron.store.contract.InMemoryStateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain of 250 links in segments of 100. */
class AuditRemovalTest {
  private static final AuditLayout LAYOUT = ChainedAuditLogTest.LAYOUT;

  private final InMemoryStateStore store = new InMemoryStateStore(Clock.systemUTC());
  private final ChainedAuditLog log = new ChainedAuditLog(LAYOUT, () -> store, Runnable::run, 1000);
  private final AuditRemoval removal =
      new AuditRemoval(LAYOUT, () -> store, log, Clock.systemUTC());

  @BeforeEach
  void fill() {
    ChainedAuditLogTest.append(log, 250);
  }

  @Test
  void oldSegmentsGoAndTheRestStaysVerifiable() {
    assertThat(removeAll(later())).isEqualTo(200);

    assertThat(store.get(LAYOUT.entry(1)).toCompletableFuture().join()).isEmpty();
    assertThat(store.get(LAYOUT.entry(200)).toCompletableFuture().join()).isEmpty();
    assertThat(store.get(LAYOUT.entry(201)).toCompletableFuture().join()).isPresent();
    assertThat(verify()).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void theChainItselfTellsWhatWasRemovedFromIt() {
    String lastHash = AuditCodec.hash(Chains.get(store, LAYOUT.entry(100)).value());
    removeAll(later());

    AuditEntry told = Chains.entry(Chains.get(store, LAYOUT.entry(251)));
    assertThat(told.action()).isEqualTo("audit:compact");
    assertThat(told.target()).isEqualTo("segment 0");
    assertThat(told.before()).isEqualTo(lastHash);
    assertThat(told.result()).isEqualTo(AuditRecord.Result.ACCEPTED.name());
  }

  @Test
  void whatIsYoungAndWhatIsBeingWrittenIsKept() {
    assertThat(removeAll(Instant.EPOCH)).isZero();
    assertThat(Chains.entries(store, LAYOUT)).hasSize(250);
    removeAll(later());
    assertThat(removeAll(later())).as("the last segment is never removed").isZero();
  }

  @Test
  void aRemovalThatWasCutShortIsMadeGood() {
    // The floor and the first links.
    assertThat(removal.removeSome(later()).toCompletableFuture().join()).isEqualTo(64);
    assertThat(verify()).isInstanceOf(Verification.Intact.class);
    AuditRemoval second = new AuditRemoval(LAYOUT, () -> store, log, Clock.systemUTC());
    // Nothing more is old, and yet what was begun is ended.
    assertThat(second.removeSome(Instant.EPOCH).toCompletableFuture().join()).isEqualTo(36);
    assertThat(second.removeSome(Instant.EPOCH).toCompletableFuture().join()).isZero();
    assertThat(store.get(LAYOUT.entry(101)).toCompletableFuture().join()).isPresent();
  }

  @Test
  void whatIsTamperedWithBehindTheRemovedPartIsFoundStill() {
    removeAll(later());
    Chains.remove(store, LAYOUT.entry(217));
    assertThat(verify())
        .isInstanceOfSatisfying(
            Verification.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(217));
  }

  @Test
  void theFirstLinkLeftMustFollowFromTheLastRemovedOne() {
    removeAll(later());
    AuditCodec codec = new AuditCodec();
    Chains.replace(store, LAYOUT.head(1), bytes -> codec.encode(new ChainEnd(200, "f".repeat(64))));
    assertThat(verify())
        .isInstanceOfSatisfying(
            Verification.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(201));
  }

  private int removeAll(Instant before) {
    int all = 0;
    int some;
    do {
      some = removal.removeSome(before).toCompletableFuture().join();
      all += some;
    } while (some > 0);
    return all;
  }

  private Verification verify() {
    return new AuditVerifier(LAYOUT, store).verify(Integer.MAX_VALUE, null);
  }

  private static Instant later() {
    return Clock.systemUTC().instant().plus(Duration.ofDays(400_000));
  }
}
