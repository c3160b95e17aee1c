package com.example.provider;

import com.example.provider.cloud.CloudClient;
import com.example.provider.cloud.CloudException;
import com.example.provider.cloud.CloudMachine;
import com.example.provider.cloud.CloudOrder;
import com.example.provider.cloud.CloudPage;
import io.novacron.api.error.Category;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The machines of an account. */
final class ExampleCompute implements Compute {
  private final CloudClient client;
  private final Calls calls;
  private final String region;
  private final Offers offers;
  private final Duration pollAfter;
  private final Instances instances;

  ExampleCompute(
      CloudClient client, Calls calls, ExampleSettings settings, Offers offers, Clock clock) {
    this.client = client;
    this.calls = calls;
    this.region = settings.region();
    this.offers = offers;
    // As long as a machine takes to start, within reason.
    this.pollAfter = Duration.ofMillis(Math.min(Math.max(settings.startMillis(), 10), 2_000));
    this.instances = new Instances(region, clock);
  }

  @Override
  public CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request) {
    String scope = "region " + request.region() + ", type " + request.instanceType();
    if (!request.region().equals(region)) {
      return done(wrongRegion(request.region()));
    }
    if (request.market().kind() == Market.Kind.SPOT) {
      return done(Refusals.refused(Category.UNSUPPORTED, "There are no spot machines.", scope));
    }
    if (offers.hasGpus(request.instanceType())) {
      return done(
          Refusals.refused(Category.UNSUPPORTED, "There are no machines with GPUs.", scope));
    }
    if (request.network() != null || request.zone() != null) {
      return done(
          Refusals.refused(
              Category.UNSUPPORTED, "There is one network and no zones to choose from.", scope));
    }
    if (!request.securityGroups().isEmpty()) {
      return done(Refusals.refused(Category.UNSUPPORTED, "There are no security groups.", scope));
    }
    return calls.change(
        context, scope, () -> settled(client.create(context.idempotencyToken(), order(request))));
  }

  @Override
  public CompletionStage<Outcome<Instance>> start(
      CallContext context, String where, String reference) {
    return change(context, where, reference, () -> settled(client.start(reference)));
  }

  @Override
  public CompletionStage<Outcome<Instance>> stop(
      CallContext context, String where, String reference, boolean force) {
    return change(context, where, reference, () -> settled(client.stop(reference)));
  }

  @Override
  public CompletionStage<Outcome<Instance>> restart(
      CallContext context, String where, String reference, boolean force) {
    return change(context, where, reference, () -> settled(client.restart(reference)));
  }

  @Override
  public CompletionStage<Outcome<Instance>> pause(
      CallContext context, String where, String reference) {
    return done(unsupported("A machine's memory cannot be kept.", reference));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resume(
      CallContext context, String where, String reference) {
    return done(unsupported("A machine's memory cannot be kept.", reference));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resize(
      CallContext context, String where, String reference, String instanceType) {
    return done(unsupported("A machine keeps the type that it was made with.", reference));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String where, String reference, boolean force) {
    return change(
        context,
        where,
        reference,
        () -> {
          try {
            client.delete(reference);
          } catch (CloudException e) {
            if (!e.code().equals("NoSuchMachine")) {
              throw e;
            }
          }
          return new Outcome.Done<>(null);
        });
  }

  @Override
  public CompletionStage<Outcome<Instance>> poll(CallContext context, String where, String handle) {
    return read(context, where, handle, () -> settled(existing(handle)));
  }

  @Override
  public CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String where, String reference) {
    return read(
        context,
        where,
        reference,
        () -> new Outcome.Done<>(client.find(reference).map(instances::of)));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String where, String token) {
    return read(
        context,
        where,
        "token",
        () -> new Outcome.Done<>(client.findByToken(token).stream().map(instances::of).toList()));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String where, OwnerTag owner) {
    return read(
        context,
        where,
        "owner tag",
        () ->
            new Outcome.Done<>(
                client.findByLabel(OwnerTag.OPERATION_KEY, owner.operation()).stream()
                    .map(instances::of)
                    // Filters of a cloud are not believed.
                    .filter(found -> OwnerTag.fromTags(found.tags()).equals(Optional.of(owner)))
                    .toList()));
  }

  @Override
  public CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String where, @Nullable String pageToken) {
    return read(
        context,
        where,
        "list",
        () -> {
          CloudPage page = client.list(pageToken);
          return new Outcome.Done<>(
              new InstancePage(
                  page.machines().stream().map(instances::of).toList(),
                  page.nextPageToken(),
                  new Completeness.Full()));
        });
  }

  @Override
  public CompletionStage<Outcome<Instance>> tag(
      CallContext context, String where, String reference, OwnerTag owner) {
    return change(
        context,
        where,
        reference,
        () -> {
          CloudMachine machine = existing(reference);
          if (ownedByAnother(machine, owner)) {
            return Refusals.refused(
                Category.CONFLICT, "The machine has another owner.", "machine " + reference);
          }
          return new Outcome.Done<>(instances.of(client.label(reference, owner.toTags())));
        });
  }

  private static boolean ownedByAnother(CloudMachine machine, OwnerTag owner) {
    String controlPlane = machine.labels().get(OwnerTag.CONTROL_PLANE_KEY);
    String owned = machine.labels().get(OwnerTag.MACHINE_KEY);
    return (controlPlane != null && !controlPlane.equals(owner.controlPlane()))
        || (owned != null && !owned.equals(owner.machine()));
  }

  private CloudMachine existing(String reference) throws CloudException {
    return client
        .find(reference)
        .orElseThrow(
            () -> new CloudException("NoSuchMachine", "There is no machine " + reference + "."));
  }

  /** A machine that is on its way is polled by its own id. */
  private Outcome<Instance> settled(CloudMachine machine) {
    Instance instance = instances.of(machine);
    return switch (instance.state()) {
      case PROVISIONING -> new Outcome.Accepted<>(machine.id(), machine.id(), pollAfter);
      default -> new Outcome.Done<>(instance);
    };
  }

  private static CloudOrder order(InstanceRequest request) {
    Map<String, String> labels = new HashMap<>(request.tags());
    labels.putAll(request.owner().toTags());
    return new CloudOrder(
        request.name(),
        request.instanceType(),
        Images.nativeName(request.image()),
        request.disks().stream().map(Disk::sizeGib).toList(),
        request.sshKeys(),
        labels,
        request.userData());
  }

  private <T> CompletionStage<Outcome<T>> read(
      CallContext context, String where, String subject, Calls.Work<T> work) {
    return where.equals(region)
        ? calls.read(context, "region " + where + ", " + subject, work)
        : done(wrongRegion(where));
  }

  private <T> CompletionStage<Outcome<T>> change(
      CallContext context, String where, String reference, Calls.Work<T> work) {
    return where.equals(region)
        ? calls.change(context, "region " + where + ", machine " + reference, work)
        : done(wrongRegion(where));
  }

  private <T> Outcome<T> wrongRegion(String where) {
    return Refusals.refused(
        Category.INVALID,
        "The account has no region " + where + "; it has " + region + ".",
        "region " + where);
  }

  private static Outcome<Instance> unsupported(String reason, String reference) {
    return Refusals.refused(Category.UNSUPPORTED, reason, "machine " + reference);
  }

  private static <T> CompletionStage<Outcome<T>> done(Outcome<T> outcome) {
    return CompletableFuture.completedStage(outcome);
  }
}
