package io.novacron.core.internal.account;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands calls on to a meter that may come later, and go. Safe for use by many threads. */
public final class SwitchableCallMeter implements CallMeter {
  private final AtomicReference<@Nullable CallMeter> current = new AtomicReference<>();

  /** A meter has come. */
  public void set(CallMeter meter) {
    current.set(meter);
  }

  /** A meter has gone. */
  public void clear(CallMeter meter) {
    current.compareAndSet(meter, null);
  }

  @Override
  public void ended(String account, String action, String outcome, Duration latency) {
    CallMeter meter = current.get();
    if (meter != null) {
      meter.ended(account, action, outcome, latency);
    }
  }
}
