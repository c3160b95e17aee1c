package io.novacron.cache.ignite.internal;

import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.failure.AbstractFailureHandler;
import org.apache.ignite.failure.FailureContext;

/** Hands what breaks Ignite to us, in place of its own ways of ending the process. */
final class CriticalFailure extends AbstractFailureHandler {
  private final Consumer<FailureContext> onFailure;

  CriticalFailure(Consumer<FailureContext> onFailure) {
    this.onFailure = onFailure;
  }

  @Override
  protected boolean handle(Ignite ignite, FailureContext failure) {
    onFailure.accept(failure);
    return true;
  }
}
