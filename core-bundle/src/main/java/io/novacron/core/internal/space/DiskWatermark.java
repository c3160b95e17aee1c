package io.novacron.core.internal.space;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.core.internal.time.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how much room is left. Where it is too little, what makes state grow is refused, so that
 * deletes, cancels and the journal still have some; it ends by itself once there is a quarter more
 * than the limit, so that it does not flutter. A disk that cannot be measured changes nothing. Safe
 * for use by many threads.
 */
public final class DiskWatermark {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatermark.class);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final int MIB = 20;

  private final DiskSpace disk;
  private final Supplier<SpaceSettings> settings;
  private final Timer timer;
  private volatile Level level = Level.NORMAL;
  private volatile DiskSpace.@Nullable Measure latest;
  private volatile Timer.@Nullable Cancellation planned;
  private volatile boolean closed;
  private boolean unmeasured;

  /**
   * Makes a watermark that has not measured yet.
   *
   * @param disk the disk of the data directory
   * @param settings limits, asked anew each time
   * @param timer for the repetition
   */
  public DiskWatermark(DiskSpace disk, Supplier<SpaceSettings> settings, Timer timer) {
    this.disk = disk;
    this.settings = settings;
    this.timer = timer;
  }

  /** Measures now, and goes on until it is closed. */
  public void start() {
    if (!closed) {
      measure();
      planned = timer.after(settings.get().period(), this::start);
    }
  }

  /** Measures no more. */
  public void close() {
    closed = true;
    Timer.Cancellation next = planned;
    if (next != null) {
      next.cancel();
    }
  }

  /**
   * Lets pass what makes state grow.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE while there is too little room
   */
  public void requireRoom() {
    DiskSpace.Measure measured = latest;
    if (level != Level.REFUSING || measured == null) {
      return;
    }
    throw Problem.builder(
            "disk-space-low",
            Category.UNAVAILABLE,
            "Too little disk space is left: " + said(measured))
        .retryAfter(RETRY)
        .nextStep(
            "Free space on the disk of the data directory, or delete what is not needed and"
                + " compact; deletes and cancels go on meanwhile. It is lifted by itself.")
        .toException();
  }

  /** Why what grows is refused, as a sentence; empty when it is not. */
  public Optional<String> problem() {
    DiskSpace.Measure measured = latest;
    return level == Level.REFUSING && measured != null
        ? Optional.of("creates are refused, since too little disk space is left: " + said(measured))
        : Optional.empty();
  }

  /** Whether what grows is refused. */
  public boolean refuses() {
    return level == Level.REFUSING;
  }

  /** Free bytes as they were measured last; -1 before that. */
  public long free() {
    DiskSpace.Measure measured = latest;
    return measured == null ? -1 : measured.free();
  }

  private synchronized void measure() {
    DiskSpace.Measure measured;
    try {
      measured = disk.measure();
    } catch (IOException e) {
      if (!unmeasured) {
        LOG.warn("disk not measured error=\"{}\"", e.toString());
      }
      unmeasured = true;
      return;
    }
    unmeasured = false;
    latest = measured;
    Level before = level;
    Level now = level(before, measured);
    level = now;
    if (now != before) {
      told(now, measured);
    }
  }

  private Level level(Level before, DiskSpace.Measure measured) {
    SpaceSettings limits = settings.get();
    long refuse = limits.refuseBelow(measured.total());
    long warn = limits.warnBelow(measured.total());
    if (measured.free() < refuse
        || (before == Level.REFUSING && measured.free() < withMargin(refuse))) {
      return Level.REFUSING;
    }
    if (measured.free() < warn || (before != Level.NORMAL && measured.free() < withMargin(warn))) {
      return Level.WARNING;
    }
    return Level.NORMAL;
  }

  private static long withMargin(long limit) {
    return limit + limit / 4;
  }

  private void told(Level now, DiskSpace.Measure measured) {
    switch (now) {
      case NORMAL -> LOG.info("disk space is enough again free=\"{}\"", said(measured));
      case WARNING ->
          LOG.warn(
              "disk space low free=\"{}\" effect=\"creates are refused below {} MiB\"",
              said(measured),
              settings.get().refuseBelow(measured.total()) >> MIB);
      case REFUSING ->
          LOG.error("disk space low free=\"{}\" effect=\"creates are refused\"", said(measured));
    }
  }

  private static String said(DiskSpace.Measure measured) {
    return String.format(
        Locale.ROOT, "%d of %d MiB are free", measured.free() >> MIB, measured.total() >> MIB);
  }

  private enum Level {
    NORMAL,
    WARNING,
    REFUSING
  }
}
