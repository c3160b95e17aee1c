package io.novacron.core.internal.inventory;

import io.novacron.core.internal.time.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before something is listed again. Not safe for use by several threads at a time.
 */
final class ListPace {
  private final String name;
  private final Supplier<InventorySettings> settings;
  private final RandomGenerator random;
  private int failures;

  /**
   * Makes one after no failure.
   *
   * @param name tells it from others, so that those that failed together do not come back together
   */
  ListPace(String name, Supplier<InventorySettings> settings, RandomGenerator random) {
    this.name = name;
    this.settings = settings;
    this.random = random;
  }

  /** A time of up to this long, so that lists that begin together do not march in step. */
  Duration share(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }

  /**
   * The usual pause, longer or shorter by a tenth.
   *
   * @param empty whether nothing is there
   */
  Duration usual(boolean empty) {
    InventorySettings now = settings.get();
    Duration interval = empty ? now.emptyInterval() : now.interval();
    return interval.minus(interval.dividedBy(10)).plus(share(interval.dividedBy(5)));
  }

  /** A list was complete. */
  void succeeded() {
    failures = 0;
  }

  /**
   * A list was not complete.
   *
   * @param retryAfter the pause that the cloud asked for, if it did
   * @return how long to leave it alone
   */
  Duration failed(@Nullable Duration retryAfter) {
    failures++;
    return Backoff.after(name, failures, retryAfter);
  }

  /** Whether the latest list was not complete. */
  boolean failing() {
    return failures > 0;
  }
}
