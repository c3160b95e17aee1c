package io.novacron.core.internal.operation;

import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Knows which provider serves an account now. Answers from local memory; safe for use by many
 * threads.
 */
public interface ProviderDirectory {
  /** The provider of an account; empty while none serves it. */
  Optional<Served> find(String account);

  /**
   * The provider of an account, or its successor while it is being replaced.
   *
   * @return empty when none serves it and none is about to; never fails
   */
  default CompletionStage<Optional<Served>> await(String account) {
    return CompletableFuture.completedFuture(find(account));
  }

  /**
   * Hears of accounts that have got a provider.
   *
   * @param listener takes the name of the account; must return at once
   * @return ends the hearing
   */
  Runnable onServed(Consumer<String> listener);

  /**
   * A provider and what it says of itself.
   *
   * @param provider may be called until it is gone; from then on its calls say that they were not
   *     sent
   * @param descriptor what it says of itself
   */
  record Served(Provider provider, ProviderDescriptor descriptor) {
    public Served {
      Objects.requireNonNull(provider, "provider");
      Objects.requireNonNull(descriptor, "descriptor");
    }

    /** What keeps a repeated create from making a second machine there. */
    ProviderDescriptor.Idempotency idempotency() {
      return provider.accountIdempotency().orElse(descriptor.idempotency());
    }

    /** Why a capability is not to be had, as a sentence; empty where it is. */
    public Optional<String> absence(Capability capability) {
      if (!descriptor.capabilities().contains(capability)) {
        return Optional.of(
            "Provider " + descriptor.type() + " does not have " + capability.wireName() + ".");
      }
      return Optional.ofNullable(provider.absences().get(capability));
    }
  }
}
