package io.novacron.simulator.wire;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import software.amazon.awssdk.core.SdkGlobalTime;

/** The clock of this machine, put off by a while; the SDK's clock goes with it. */
final class MovedClock extends Clock {
  private volatile Duration off = Duration.ZERO;

  /** Puts it off. */
  void put(Duration by) {
    off = by;
    SdkGlobalTime.setGlobalTimeOffset((int) -by.toSeconds());
  }

  @Override
  public ZoneId getZone() {
    return ZoneId.of("UTC");
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(off);
  }
}
