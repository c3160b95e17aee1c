package io.novacron.api.inventory;

import java.time.Instant;
import java.util.Objects;

/**
 * An orphan that was stopped, and may be deleted when nobody has missed it.
 *
 * @param since when it was stopped
 * @param until from when on it may be deleted
 * @param by principal who asked for it
 * @param operation id of the operation that stopped it
 */
public record Quarantine(Instant since, Instant until, String by, String operation) {
  public Quarantine {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(operation, "operation");
  }
}
