package io.novacron.core.internal.operation;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.security.Secret;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.secret.SecretBoxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the call that an operation has next. Machines come as a list whatever the call. */
final class ProviderCalls {
  private final SecretBox secrets;

  ProviderCalls(SecretBox secrets) {
    this.secrets = secrets;
  }

  CompletionStage<Outcome<List<Instance>>> make(
      Provider provider, OperationRecord record, Machine machine, CallContext context) {
    if (SnapshotCalls.concern(record.operation().kind())) {
      return SnapshotCalls.make(provider, record, machine, context);
    }
    Compute compute = provider.compute();
    String region = record.place().region();
    return switch (record.next()) {
      case CREATE -> create(compute, record, machine, context);
      case START -> compute.start(context, region, reference(record)).thenApply(ProviderCalls::one);
      case STOP ->
          compute
              .stop(context, region, reference(record), record.arguments().force())
              .thenApply(ProviderCalls::one);
      case RESTART ->
          compute
              .restart(context, region, reference(record), record.arguments().force())
              .thenApply(ProviderCalls::one);
      case PAUSE -> compute.pause(context, region, reference(record)).thenApply(ProviderCalls::one);
      case RESUME ->
          compute.resume(context, region, reference(record)).thenApply(ProviderCalls::one);
      case RESIZE ->
          compute
              .resize(context, region, reference(record), newType(record))
              .thenApply(ProviderCalls::one);
      case DELETE ->
          compute
              .delete(context, region, reference(record), record.arguments().force())
              .thenApply(ProviderCalls::none);
      case TAG ->
          compute
              .tag(context, region, reference(record), record.owner())
              .thenApply(ProviderCalls::one);
      case RESTORE -> throw new IllegalStateException("only a snapshot is restored");
      case REMOVE_DUPLICATE ->
          compute
              .delete(context, region, record.duplicates().get(0), false)
              .thenApply(ProviderCalls::none);
      case POLL ->
          compute
              .poll(context, region, Objects.requireNonNull(record.handle(), "handle"))
              .thenApply(ProviderCalls::one);
      case DESCRIBE ->
          compute.describe(context, region, reference(record)).thenApply(ProviderCalls::perhaps);
      case FIND_BY_TOKEN ->
          compute.findByToken(context, region, record.searchToken()).thenApply(ProviderCalls::all);
      case FIND_BY_OWNER ->
          compute.findByOwner(context, region, record.owner()).thenApply(ProviderCalls::all);
    };
  }

  private CompletionStage<Outcome<List<Instance>>> create(
      Compute compute, OperationRecord record, Machine machine, CallContext context) {
    String encrypted = record.userData();
    Secret userData;
    try {
      userData = encrypted == null ? null : secrets.open(encrypted, record.id());
    } catch (SecretBoxException e) {
      return CompletableFuture.completedFuture(
          new Outcome.Failed<>(
              ProviderError.of(
                  Category.UNAVAILABLE,
                  "the user data cannot be decrypted ("
                      + e.getMessage()
                      + "), so it was not sent")));
    }
    return compute
        .create(context, request(record, machine, userData))
        .thenApply(ProviderCalls::one);
  }

  /** The same request on every attempt: it follows from the spec and from what was decided. */
  static InstanceRequest request(
      OperationRecord record, Machine machine, @Nullable Secret userData) {
    Place place = record.place();
    Market asked = machine.spec().market();
    Market.Kind kind = place.market() == null ? asked.kind() : place.market();
    Market market =
        kind == Market.Kind.SPOT ? new Market(kind, asked.maxPricePerHour()) : Market.ON_DEMAND;
    return new InstanceRequest(
        machine.name(),
        place.region(),
        place.zone(),
        place.instanceType(),
        machine.spec().image(),
        machine.spec().disks(),
        machine.spec().network(),
        machine.spec().securityGroups(),
        machine.spec().sshKeys(),
        market,
        machine.spec().labels(),
        record.owner(),
        userData);
  }

  private static String reference(OperationRecord record) {
    return Objects.requireNonNull(record.reference(), "reference");
  }

  private static String newType(OperationRecord record) {
    return Objects.requireNonNull(record.arguments().resize(), "resize").to();
  }

  private static Outcome<List<Instance>> one(Outcome<Instance> outcome) {
    return map(outcome, value -> value == null ? List.of() : List.of(value));
  }

  private static Outcome<List<Instance>> perhaps(Outcome<Optional<Instance>> outcome) {
    return map(outcome, value -> value == null ? List.of() : value.stream().toList());
  }

  private static Outcome<List<Instance>> none(Outcome<Void> outcome) {
    return map(outcome, value -> List.of());
  }

  private static Outcome<List<Instance>> all(Outcome<List<Instance>> outcome) {
    return outcome;
  }

  static <T> Outcome<List<Instance>> map(
      Outcome<T> outcome, Function<@Nullable T, List<Instance>> mapping) {
    if (outcome instanceof Outcome.Done<T> done) {
      return new Outcome.Done<>(mapping.apply(done.value()));
    }
    if (outcome instanceof Outcome.Accepted<T> accepted) {
      return new Outcome.Accepted<>(accepted.handle(), accepted.reference(), accepted.pollAfter());
    }
    if (outcome instanceof Outcome.Unknown<T> unknown) {
      return new Outcome.Unknown<>(unknown.reason());
    }
    return new Outcome.Failed<>(((Outcome.Failed<T>) outcome).error());
  }
}
