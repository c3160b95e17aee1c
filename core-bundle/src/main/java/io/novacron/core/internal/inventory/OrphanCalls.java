package io.novacron.core.internal.inventory;

import io.novacron.api.error.Category;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.VolumeState;
import io.novacron.core.internal.traffic.CallTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at orphans and deletes them, whatever they are. Safe for use by many threads. */
final class OrphanCalls {
  private final CloudCalls calls;

  OrphanCalls(CloudCalls calls) {
    this.calls = calls;
  }

  /**
   * Asks how one is, when its turn comes; the account and region are those of the ticket.
   *
   * @return nothing in an outcome that shows that there is no such thing
   */
  CompletionStage<CloudCalls.Answer<Optional<Sight>>> look(
      CallTicket ticket, Duration limit, ResourceType resource, String reference) {
    String account = ticket.account();
    return calls.call(
        ticket,
        limit,
        (provider, context) ->
            switch (resource) {
              case MACHINE ->
                  map(
                      provider.compute().describe(context, ticket.region(), reference),
                      seen -> Sight.of(account, seen));
              case VOLUME ->
                  provider
                      .volumes()
                      .map(
                          facet ->
                              map(
                                  facet.describe(context, ticket.region(), reference),
                                  seen -> Sight.of(account, seen)))
                      .orElseGet(() -> lacking(resource));
              case SNAPSHOT ->
                  provider
                      .snapshots()
                      .map(
                          facet ->
                              map(
                                  facet.describe(context, ticket.region(), reference),
                                  seen -> Sight.of(account, seen)))
                      .orElseGet(() -> lacking(resource));
            });
  }

  /** Deletes one for good, when its turn comes. */
  CompletionStage<CloudCalls.Answer<Void>> delete(
      CallTicket ticket, Duration limit, ResourceType resource, String reference) {
    return calls.call(
        ticket,
        limit,
        (provider, context) -> delete(provider, context, ticket.region(), resource, reference));
  }

  private static CompletionStage<Outcome<Void>> delete(
      Provider provider,
      CallContext context,
      String region,
      ResourceType resource,
      String reference) {
    return switch (resource) {
      case MACHINE -> provider.compute().delete(context, region, reference, false);
      case VOLUME ->
          provider
              .volumes()
              .map(facet -> facet.delete(context, region, reference))
              .orElseGet(() -> lacking(resource));
      case SNAPSHOT ->
          provider
              .snapshots()
              .map(facet -> facet.delete(context, region, reference))
              .orElseGet(() -> lacking(resource));
    };
  }

  /** What a call comes to at a provider that has no such facet, or not any more. */
  static <T> CompletionStage<Outcome<T>> lacking(ResourceType resource) {
    return CompletableFuture.completedFuture(
        new Outcome.Failed<>(
            ProviderError.of(
                Category.UNSUPPORTED,
                "the provider of the account knows no " + resource.plural() + " now")));
  }

  private static <T> CompletionStage<Outcome<Optional<Sight>>> map(
      CompletionStage<Outcome<Optional<T>>> stage, Function<T, Sight> sight) {
    return stage.thenApply(
        outcome -> {
          if (outcome instanceof Outcome.Done<Optional<T>> done) {
            return new Outcome.Done<>(done.get().map(sight));
          }
          if (outcome instanceof Outcome.Accepted<Optional<T>> it) {
            return new Outcome.Accepted<>(it.handle(), it.reference(), it.pollAfter());
          }
          if (outcome instanceof Outcome.Failed<Optional<T>> it) {
            return new Outcome.Failed<>(it.error());
          }
          return new Outcome.Unknown<>(
              outcome instanceof Outcome.Unknown<Optional<T>> it ? it.reason() : "no answer");
        });
  }

  /**
   * What a cloud shows of one.
   *
   * @param found as a list would show it; it counts as seen since long ago
   * @param machineState its state, when it is a machine
   * @param gone whether it is there no more
   * @param leaving whether it is being deleted
   * @param inUse whether it is a volume that a machine has
   */
  record Sight(
      Unclaimed found,
      @Nullable MachineState machineState,
      boolean gone,
      boolean leaving,
      boolean inUse) {
    static Sight of(String account, Instance instance) {
      return new Sight(
          Unclaimed.of(
              account, instance, owner(instance.tags()), Instant.EPOCH, instance.observedAt()),
          instance.state(),
          instance.state() == MachineState.DELETED,
          instance.state() == MachineState.DELETING,
          false);
    }

    static Sight of(String account, CloudVolume volume) {
      return new Sight(
          Unclaimed.of(account, volume, owner(volume.tags()), Instant.EPOCH, volume.observedAt()),
          null,
          volume.state() == VolumeState.DELETED,
          volume.state() == VolumeState.DELETING,
          volume.inUse());
    }

    static Sight of(String account, CloudSnapshot snapshot) {
      return new Sight(
          Unclaimed.of(
              account, snapshot, owner(snapshot.tags()), Instant.EPOCH, snapshot.observedAt()),
          null,
          snapshot.state() == SnapshotState.DELETED,
          snapshot.state() == SnapshotState.DELETING,
          false);
    }

    private static @Nullable OwnerTag owner(Map<String, String> tags) {
      return OwnerTag.fromTags(tags).orElse(null);
    }
  }
}
