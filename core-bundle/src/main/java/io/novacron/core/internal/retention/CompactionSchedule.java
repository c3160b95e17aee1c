package io.novacron.core.internal.retention;

import io.novacron.api.operation.OperationKind;
import io.novacron.api.store.Query;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a compaction whenever the latest is long enough ago, on the one node that holds the shard
 * for it. Before there was any, the time counts from the start of this process.
 */
public final class CompactionSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(CompactionSchedule.class);
  private static final Duration LOOK = Duration.ofMinutes(10);
  private static final String TENANT = "default";

  private final Supplier<@Nullable ControlPlane> controlPlane;
  private final DefaultMaintenanceService maintenance;
  private final Supplier<RetentionSettings> settings;
  private final Clock clock;
  private final Timer timer;
  private final Instant started;
  private volatile Timer.@Nullable Cancellation planned;
  private volatile boolean closed;

  /** Makes a schedule that has not begun. */
  public CompactionSchedule(
      Supplier<@Nullable ControlPlane> controlPlane,
      DefaultMaintenanceService maintenance,
      Supplier<RetentionSettings> settings,
      Clock clock,
      Timer timer) {
    this.controlPlane = controlPlane;
    this.maintenance = maintenance;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.started = clock.instant();
  }

  /** Begins to look. */
  public void start() {
    planned = timer.after(LOOK, this::look);
  }

  /** Looks no more; what runs goes on. */
  public void close() {
    closed = true;
    Timer.Cancellation next = planned;
    if (next != null) {
      next.cancel();
    }
  }

  private void look() {
    if (closed) {
      return;
    }
    start();
    ControlPlane current = controlPlane.get();
    if (current == null || current.claims().claim(TENANT, CompactionRecord.RUNNER).isEmpty()) {
      return;
    }
    Query latest =
        Query.of(null, Journal.KIND)
            .withAttributes(Map.of("kind", OperationKind.COMPACT.wireName()))
            .withOrder(Query.Order.DESCENDING)
            .withLimit(1);
    current
        .store()
        .query(latest)
        .thenAccept(
            page -> {
              Instant since =
                  page.items().stream()
                      .findFirst()
                      .map(Journal::operation)
                      .map(operation -> operation.createdAt())
                      .orElse(started);
              if (!since.plus(settings.get().interval()).isAfter(clock.instant())) {
                maintenance.compactBySchedule().whenComplete((begun, failure) -> told(failure));
              }
            })
        .whenComplete((done, failure) -> told(failure));
  }

  private static void told(@Nullable Throwable failure) {
    if (failure != null) {
      LOG.info("compaction not begun reason=\"{}\"", Failures.unwrapped(failure).getMessage());
    }
  }
}
