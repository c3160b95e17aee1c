package io.novacron.core.internal.policy;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.version.VersionBook;
import io.novacron.core.internal.version.Versioned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest version of every policy that is not deleted, in local memory, so that a decision need
 * not wait for a store. It knows what was written on this node as soon as that is answered, and
 * what was written on another within seconds ({@link VersionBook}). Safe for use by many threads;
 * only {@link #version} waits for anything.
 */
public final class PolicyBook {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Supplier<StateStore> store;
  private final VersionBook<PolicyContent> versions = new VersionBook<>();

  /**
   * Makes a book that has the built-in policies only.
   *
   * @param store gives the store for versions of old, or throws an UNAVAILABLE problem while there
   *     is none
   */
  public PolicyBook(Supplier<StateStore> store) {
    this.store = store;
  }

  /**
   * The latest version of a policy; empty when there is none of the name, or it was deleted.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE for all but built-in policies
   *     while they have not been read from the store
   */
  public Optional<Policy> latest(String tenant, String name) {
    Optional<Policy> builtIn = BuiltInPolicies.find(tenant, name);
    if (builtIn.isPresent()) {
      return builtIn;
    }
    if (!versions.isLoaded()) {
      throw Problem.builder(
              "policies-not-read",
              Category.UNAVAILABLE,
              "The policies have not been read yet, so " + name + " is not known.")
          .retryAfter(SOON)
          .nextStep(
              "Wait a moment and ask again, or use one of the built-in policies: "
                  + String.join(", ", BuiltInPolicies.names())
                  + ".")
          .toException();
    }
    return versions.latest(tenant, name).map(PolicyRecords::policy);
  }

  /** The names that {@link #latest} knows: the built-in ones, then the tenant's own by name. */
  public List<String> names(String tenant) {
    List<String> names = new ArrayList<>(BuiltInPolicies.names());
    if (versions.isLoaded()) {
      versions.all(tenant).stream()
          .map(Versioned::name)
          .filter(name -> !BuiltInPolicies.has(name))
          .forEach(names::add);
    }
    return List.copyOf(names);
  }

  /**
   * One version of a policy, as the store has it, so that a decision of old can be made again. The
   * stage fails with a {@link io.novacron.api.error.ProblemException}: NOT_FOUND, or UNAVAILABLE
   * while the store is not there, or with what the store fails with.
   *
   * @param version number of the version, also of a deleted policy; absent for the latest of one
   *     that is not deleted
   */
  public CompletionStage<Policy> version(String tenant, String name, @Nullable Integer version) {
    try {
      Optional<Policy> builtIn = BuiltInPolicies.find(tenant, name, version);
      return builtIn.isPresent()
          ? CompletableFuture.completedFuture(builtIn.get())
          : PolicyRecords.READER
              .read(store.get(), tenant, name, version)
              .thenApply(PolicyRecords::policy);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The tenants' own policies, which this book learns of. */
  public VersionBook<PolicyContent> versions() {
    return versions;
  }
}
