package io.novacron.core.internal.retention;

import io.novacron.api.security.AuditRetention;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Removes old audit records, while there is a part that keeps them. */
final class AuditRemoval implements Removal {
  private final Supplier<@Nullable AuditRetention> audit;
  private final Instant before;

  AuditRemoval(Supplier<@Nullable AuditRetention> audit, Instant before) {
    this.audit = audit;
    this.before = before;
  }

  @Override
  public String name() {
    return "audit records";
  }

  @Override
  public CompletionStage<Page> next() {
    AuditRetention current = audit.get();
    return current == null
        ? CompletableFuture.completedFuture(new Page(0, 0, false))
        : current.removeSome(before).thenApply(removed -> new Page(removed, removed, removed > 0));
  }
}
