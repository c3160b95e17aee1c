package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailureAdviceTest {
  private final FailureAdvice advice =
      new FailureAdvice(
          new StoreSettings(Path.of("/srv/data/state"), "node-1", "127.0.0.1", 47500, 512L << 20));

  @Test
  void aFullDiskIsFoundHoweverDeepItLies() {
    Exception suppressed = new Exception("outer");
    suppressed.addSuppressed(new RuntimeException(new IOException("No space left on device")));

    assertThat(advice.describe(suppressed))
        .contains("/srv/data/state", "full", "free space", "acknowledged write is safe");
  }

  @Test
  void aBusyPortIsNamed() {
    assertThat(advice.describe(new IllegalStateException(new BindException("Address in use"))))
        .contains("47500", "47600", "NOVACRON_GRID_PORT");
  }

  @Test
  void whatIsNotKnownIsToldWithItsRootCauseInOneLine() {
    assertThat(
            advice.describe(
                new RuntimeException("outer", new IllegalStateException("inner\n  lines"))))
        .isEqualTo("the state in /srv/data/state failed: inner lines");
  }

  @Test
  void causesThatGoRoundInACircleEnd() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);

    assertThat(advice.describe(first)).contains("failed: ");
  }
}
