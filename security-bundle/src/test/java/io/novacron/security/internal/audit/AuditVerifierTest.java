package io.novacron.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.store.contract.InMemoryStateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain of 250 links in segments of 100, tampered with in each way that there is. */
class AuditVerifierTest {
  private static final AuditLayout LAYOUT = ChainedAuditLogTest.LAYOUT;

  private final InMemoryStateStore store = new InMemoryStateStore(Clock.systemUTC());
  private final AuditCodec codec = new AuditCodec();

  @BeforeEach
  void fill() {
    ChainedAuditLogTest.append(new ChainedAuditLog(LAYOUT, () -> store, Runnable::run, 1000), 250);
  }

  @Test
  void aRemovedLinkIsFound() {
    Chains.remove(store, LAYOUT.entry(17));

    assertBroken(17, "missing");
  }

  @Test
  void theRemovedLastLinkIsFound() {
    Chains.remove(store, LAYOUT.entry(250));

    assertBroken(250, "head");
  }

  @Test
  void anAlteredLinkIsFoundByTheOneBehindIt() {
    Chains.replace(store, LAYOUT.entry(17), AuditVerifierTest::blameAnother);

    assertBroken(18, "altered");
  }

  @Test
  void theAlteredLastLinkOfASegmentIsFoundByItsHead() {
    Chains.replace(store, LAYOUT.entry(100), AuditVerifierTest::blameAnother);
    assertBroken(101, "head of segment 0");
  }

  @Test
  void theAlteredLastLinkOfAllIsFound() {
    Chains.replace(store, LAYOUT.entry(250), AuditVerifierTest::blameAnother);

    assertBroken(251, "head of segment 2");
  }

  @Test
  void aLinkThatWasReplacedByAnotherIsFound() {
    byte[] other = Chains.get(store, LAYOUT.entry(20)).value();
    Chains.replace(store, LAYOUT.entry(17), value -> other);

    assertBroken(17, "does not follow");
  }

  @Test
  void aLinkThatCannotBeReadIsFound() {
    Chains.replace(store, LAYOUT.entry(17), value -> new byte[] {1, 2, 3});

    assertBroken(17, "cannot be read");
  }

  @Test
  void aRemovedSegmentIsFound() {
    for (long sequence = 101; sequence <= 200; sequence++) {
      Chains.remove(store, LAYOUT.entry(sequence));
    }
    Chains.remove(store, LAYOUT.head(1));

    assertBroken(101, "segment 1 is missing");
  }

  @Test
  void aChainCutOffTogetherWithItsHeadIsFoundByTheCheckpoint() {
    ChainEnd checkpoint = end(2);
    cutOffAfter(230);
    assertThat(verify(Integer.MAX_VALUE, null)).isEqualTo(new Verification.Intact(230, 230));

    assertThat(verify(1, checkpoint))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken -> {
              assertThat(broken.sequence()).isEqualTo(231);
              assertThat(broken.reason()).contains("checkpoint tells of link 250");
            });
  }

  @Test
  void aChainThatWasRewrittenAfterBeingCutOffIsFoundByTheCheckpoint() {
    ChainEnd checkpoint = end(2);
    cutOffAfter(230);
    ChainedAuditLogTest.append(new ChainedAuditLog(LAYOUT, () -> store, Runnable::run, 1000), 40);

    assertThat(verify(1, checkpoint)).isInstanceOf(Verification.Broken.class);
  }

  @Test
  void aStoreThatWasEmptiedIsFoundByTheCheckpoint() {
    InMemoryStateStore empty = new InMemoryStateStore(Clock.systemUTC());

    assertThat(new AuditVerifier(LAYOUT, empty).verify(1, end(2)))
        .isInstanceOf(Verification.Broken.class);
  }

  @Test
  void anIntactChainReachesBeyondItsCheckpoint() {
    ChainEnd checkpoint = end(2);
    ChainedAuditLogTest.append(new ChainedAuditLog(LAYOUT, () -> store, Runnable::run, 1000), 70);

    assertThat(verify(Integer.MAX_VALUE, checkpoint)).isEqualTo(new Verification.Intact(320, 320));
    assertThat(verify(1, checkpoint)).isEqualTo(new Verification.Intact(20, 320));
    assertThat(verify(2, end(1))).isEqualTo(new Verification.Intact(120, 320));
  }

  @Test
  void theLatestSegmentsCanBeCheckedAlone() {
    Chains.remove(store, LAYOUT.entry(17));

    assertThat(verify(2, null)).isEqualTo(new Verification.Intact(150, 250));
  }

  private void assertBroken(long sequence, String reason) {
    assertThat(verify(Integer.MAX_VALUE, null))
        .isInstanceOfSatisfying(
            Verification.Broken.class,
            broken -> {
              assertThat(broken.sequence()).isEqualTo(sequence);
              assertThat(broken.reason()).contains(reason);
            });
  }

  private Verification verify(int segments, @Nullable ChainEnd checkpoint) {
    return new AuditVerifier(LAYOUT, store).verify(segments, checkpoint);
  }

  private ChainEnd end(long segment) {
    try {
      return codec.end(Chains.get(store, LAYOUT.head(segment)).value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cutOffAfter(long last) {
    byte[] link = Chains.get(store, LAYOUT.entry(last)).value();
    for (long sequence = last + 1; sequence <= 250; sequence++) {
      Chains.remove(store, LAYOUT.entry(sequence));
    }
    Chains.replace(
        store, LAYOUT.head(2), head -> codec.encode(new ChainEnd(last, AuditCodec.hash(link))));
  }

  private static byte[] blameAnother(byte[] link) {
    return new String(link, StandardCharsets.UTF_8)
        .replace("\"principal\":\"admin\"", "\"principal\":\"alice\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
