package io.novacron.api.machine;

import java.time.Instant;
import java.util.Objects;

/**
 * A fact about a machine that is more than its state.
 *
 * @param type what the fact is about, such as {@code OperationFailed}
 * @param status whether it holds
 * @param reason one word for why
 * @param message the same for a person
 * @param since when it last changed
 */
public record Condition(String type, boolean status, String reason, String message, Instant since) {
  public Condition {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(since, "since");
  }
}
