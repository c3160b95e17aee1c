package io.novacron.cache.ignite.internal;

import java.util.Set;
import org.apache.ignite.IgniteLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ignite's log as ours: one line per event, its chatter one level lower, and stack traces only for
 * those who turn on debugging.
 */
final class GridLog implements IgniteLogger {
  /**
   * Where Ignite complains of what is so on purpose: management beans that are off, and settings of
   * the JVM that it would like better.
   */
  private static final Set<String> COMPLAINERS =
      Set.of(
          "org.apache.ignite.internal.managers.systemview.JmxSystemViewExporterSpi",
          "org.apache.ignite.internal.GridDiagnostic",
          "org.apache.ignite.internal.IgniteKernal",
          "org.apache.ignite.internal.processors.failure.FailureProcessor",
          "org.apache.ignite");

  /** Warnings of what is so after every crash. */
  private static final String END_OF_LOG = "WAL segment tail reached";

  private final Logger log;
  private final boolean complainer;

  GridLog(String category) {
    // Some categories end in the name of the grid.
    int end = category.indexOf('%');
    String name = end < 0 ? category : category.substring(0, end);
    this.log = LoggerFactory.getLogger(name);
    this.complainer = COMPLAINERS.contains(name);
  }

  @Override
  public IgniteLogger getLogger(@Nullable Object category) {
    if (category instanceof Class<?> type) {
      return new GridLog(type.getName());
    }
    return new GridLog(category == null ? "org.apache.ignite" : category.toString());
  }

  @Override
  public void trace(String message) {
    log.trace(message);
  }

  @Override
  public void debug(String message) {
    log.trace(message);
  }

  @Override
  public void info(String message) {
    log.debug(message);
  }

  @Override
  public void warning(String message, @Nullable Throwable cause) {
    if (complainer || message.startsWith(END_OF_LOG)) {
      log.debug(message);
    } else if (log.isWarnEnabled()) {
      log.warn(line(message, cause));
      log.debug("event=grid-warning", cause);
    }
  }

  @Override
  public void error(String message, @Nullable Throwable cause) {
    if (complainer) {
      log.debug(message);
    } else if (log.isErrorEnabled()) {
      log.error(line(message, cause));
      log.debug("event=grid-error", cause);
    }
  }

  @Override
  public boolean isTraceEnabled() {
    return log.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isTraceEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isDebugEnabled();
  }

  /** Not quiet: a quiet logger makes Ignite write to standard output. */
  @Override
  public boolean isQuiet() {
    return false;
  }

  @Override
  public @Nullable String fileName() {
    return null;
  }

  private static String line(String message, @Nullable Throwable cause) {
    String text =
        cause == null ? message : message + " cause=\"" + RootCause.describe(cause) + "\"";
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
