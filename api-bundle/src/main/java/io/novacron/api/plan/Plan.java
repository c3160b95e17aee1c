package io.novacron.api.plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do, as of a moment.
 *
 * @param id opaque id; later plans have greater ids
 * @param tenant tenant that it belongs to
 * @param hash hexadecimal SHA-256 over all that it says it would do
 * @param actor principal who asked for it, and who alone may apply it
 * @param createdAt when it was made
 * @param expiresAt when it can no longer be applied
 * @param actions what would be done
 * @param monthlyDelta by how much the costs of 730 hours would change, in US dollars, as far as the
 *     prices are known
 * @param warnings what a reader should know besides
 * @param operation id of the operation that it began when it was applied; absent before
 */
public record Plan(
    String id,
    String tenant,
    String hash,
    String actor,
    Instant createdAt,
    Instant expiresAt,
    List<PlannedAction> actions,
    BigDecimal monthlyDelta,
    List<String> warnings,
    @Nullable String operation) {
  public Plan {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
    actions = List.copyOf(actions);
    Objects.requireNonNull(monthlyDelta, "monthlyDelta");
    warnings = List.copyOf(warnings);
  }

  /** The same plan, applied. */
  public Plan applied(String byOperation) {
    return new Plan(
        id,
        tenant,
        hash,
        actor,
        createdAt,
        expiresAt,
        actions,
        monthlyDelta,
        warnings,
        byOperation);
  }
}
