package io.novacron.core.internal.policy;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.store.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest version of every policy that is not deleted, in local memory, so that a decision need
 * not wait for a store. It knows what was written on this node as soon as that is answered, and
 * what was written on another within seconds ({@link PolicyBookUpdates}). Safe for use by many
 * threads; only {@link #version} waits for anything.
 */
public final class PolicyBook {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Supplier<StateStore> store;
  private final Map<String, NavigableMap<String, Entry>> tenants = new ConcurrentHashMap<>();
  private volatile boolean loaded;

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
    if (!loaded) {
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
    Entry entry = entry(tenant, name);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.policy);
  }

  /** The names that {@link #latest} knows: the built-in ones, then the tenant's own by name. */
  public List<String> names(String tenant) {
    List<String> names = new ArrayList<>(BuiltInPolicies.names());
    NavigableMap<String, Entry> own = loaded ? tenants.get(tenant) : null;
    if (own != null) {
      own.forEach(
          (name, entry) -> {
            if (entry.policy != null && !BuiltInPolicies.has(name)) {
              names.add(name);
            }
          });
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

  /** A policy as it was written or read; one that was deleted is taken out. */
  void learn(Policy policy) {
    learn(
        policy.tenant(),
        policy.name(),
        new Entry(policy.revision(), policy.deleted() ? null : policy));
  }

  /** A policy cannot be read as it is now. */
  void learnUnusable(String tenant, String name, long revision) {
    learn(tenant, name, new Entry(revision, null));
  }

  /** Whether a revision of a policy, or a later one, is known. */
  boolean knows(String tenant, String name, long revision) {
    Entry entry = entry(tenant, name);
    return entry != null && entry.revision >= revision;
  }

  /** All policies of the store have been read. */
  void complete() {
    loaded = true;
  }

  /** The store has gone, and another may come. */
  void forget() {
    loaded = false;
    tenants.clear();
  }

  private @Nullable Entry entry(String tenant, String name) {
    NavigableMap<String, Entry> own = tenants.get(tenant);
    return own == null ? null : own.get(name);
  }

  /** What is read late must not hide what was written meanwhile. */
  private void learn(String tenant, String name, Entry entry) {
    tenants
        .computeIfAbsent(tenant, first -> new ConcurrentSkipListMap<>())
        .merge(name, entry, (old, now) -> now.revision > old.revision ? now : old);
  }

  /**
   * What is known of one policy.
   *
   * @param revision revision at which it was seen
   * @param policy its latest version; absent when it was deleted or cannot be read
   */
  private record Entry(long revision, @Nullable Policy policy) {}
}
