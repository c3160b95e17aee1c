package io.novacron.core.internal.machine;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.security.Caller;
import io.novacron.api.store.RevisionConflictException;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreUnavailableException;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.catalog.ListPrices;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Arguments;
import io.novacron.core.internal.operation.Call;
import io.novacron.core.internal.operation.MachineRecords;
import io.novacron.core.internal.operation.OperationRecord;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.Place;
import io.novacron.core.internal.operation.ProviderDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts adoptions. A cloud's machine is reserved for one record by its reference, as a name is,
 * so that it is adopted once, whoever asks how often.
 */
final class Adoption {
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String UNKNOWN_IMAGE = "unknown";

  private final NameReservations names;
  private final Acceptance acceptance;
  private final Function<String, List<Account>> accounts;
  private final CatalogService catalogs;
  private final IdentifierGenerator identifiers;
  private final Supplier<OperationSettings> settings;
  private final Clock clock;

  Adoption(
      NameReservations names,
      Acceptance acceptance,
      Function<String, List<Account>> accounts,
      CatalogService catalogs,
      IdentifierGenerator identifiers,
      Supplier<OperationSettings> settings,
      Clock clock) {
    this.names = names;
    this.acceptance = acceptance;
    this.accounts = accounts;
    this.catalogs = catalogs;
    this.identifiers = identifiers;
    this.settings = settings;
    this.clock = clock;
  }

  CompletionStage<Changed> adopt(
      ControlPlane controlPlane,
      Caller caller,
      AdoptionRequest request,
      @Nullable String idempotencyKey) {
    validate(caller, request);
    String operation = identifiers.next("op");
    return described(controlPlane.providers(), request, operation)
        .thenCompose(
            seen ->
                reserveAndRecord(
                    controlPlane,
                    caller,
                    request,
                    seen.instance(),
                    owner(controlPlane, caller, seen.instance(), operation),
                    seen.served(),
                    operation,
                    idempotencyKey));
  }

  /**
   * Sees the record that the machine would get, if it can be adopted; changes nothing.
   *
   * @return the machine, or the one that it has become already; fails with the problem that the
   *     adoption would have
   */
  CompletionStage<Machine> foresee(
      ControlPlane controlPlane, Caller caller, AdoptionRequest request) {
    validate(caller, request);
    String operation = identifiers.next("op");
    return described(controlPlane.providers(), request, operation)
        .thenCompose(
            seen -> {
              Instance instance = seen.instance();
              OwnerTag owner = owner(controlPlane, caller, instance, operation);
              return known(controlPlane, caller, owner, place(request))
                  .thenCompose(
                      known ->
                          known.isPresent()
                              ? CompletableFuture.completedFuture(known.get())
                              : names
                                  .requireFree(
                                      controlPlane.store(), caller.tenant(), request.name())
                                  .thenApply(
                                      free ->
                                          machine(
                                              caller,
                                              request,
                                              instance,
                                              owner,
                                              seen.served(),
                                              operation,
                                              clock.instant())));
            });
  }

  private CompletionStage<Seen> described(
      ProviderDirectory providers, AdoptionRequest request, String operation) {
    CallContext context =
        new CallContext(
            operation, 1, operation, clock.instant().plus(settings.get().callTimeout()));
    return CloudQuestions.served(providers, request.account())
        .thenCompose(
            served ->
                CloudQuestions.ask(
                        providers,
                        request.account(),
                        now ->
                            now.provider()
                                .compute()
                                .describe(context, request.region(), request.reference()))
                    .thenApply(
                        found ->
                            new Seen(
                                served,
                                found
                                    .filter(seen -> seen.state() != MachineState.DELETED)
                                    .orElseThrow(() -> notFound(request)))));
  }

  /** A machine at a cloud, and the provider of its account. */
  private record Seen(ProviderDirectory.Served served, Instance instance) {}

  /** Under which name the cloud's machine itself is reserved. */
  private static String place(AdoptionRequest request) {
    return "ref."
        + Digest.of(request.account(), request.region(), request.reference()).substring(0, 40);
  }

  private CompletionStage<Changed> reserveAndRecord(
      ControlPlane controlPlane,
      Caller caller,
      AdoptionRequest request,
      Instance instance,
      OwnerTag owner,
      ProviderDirectory.Served served,
      String operation,
      @Nullable String idempotencyKey) {
    String place = place(request);
    return known(controlPlane, caller, owner, place)
        .thenCompose(
            known -> {
              if (known.isPresent()) {
                return repeated(controlPlane, known.get());
              }
              return names
                  .reserve(controlPlane.store(), caller.tenant(), place, owner.machine())
                  .exceptionallyCompose(
                      failure -> CompletableFuture.failedFuture(beingAdopted(failure)))
                  .thenCompose(
                      held ->
                          names
                              .reserve(
                                  controlPlane.store(),
                                  caller.tenant(),
                                  request.name(),
                                  owner.machine())
                              .thenCompose(
                                  done ->
                                      record(
                                          controlPlane,
                                          caller,
                                          request,
                                          instance,
                                          owner,
                                          served,
                                          operation,
                                          idempotencyKey))
                              .exceptionallyCompose(
                                  failure -> givenBack(controlPlane.store(), held, failure)));
            });
  }

  private CompletionStage<Changed> givenBack(
      StateStore store, NameReservations.Held held, Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    if (cause instanceof StoreUnavailableException || cause instanceof RevisionConflictException) {
      // It may be recorded all the same: by this transaction, or by another node's.
      return CompletableFuture.failedFuture(cause);
    }
    return names
        .giveBack(store, held)
        .handle((freed, lost) -> cause)
        .thenCompose(CompletableFuture::failedFuture);
  }

  /** The machine that this one has become already: by its own tag, or by an adoption under way. */
  private CompletionStage<Optional<Machine>> known(
      ControlPlane controlPlane, Caller caller, OwnerTag owner, String place) {
    return names
        .holder(controlPlane.store(), caller.tenant(), place)
        .thenCompose(
            holder ->
                controlPlane
                    .store()
                    .get(MachineRecords.key(caller.tenant(), holder.orElse(owner.machine()))))
        .thenApply(
            stored ->
                stored
                    .map(MachineRecords::read)
                    .filter(machine -> machine.status().state() != MachineState.DELETED));
  }

  private static CompletionStage<Changed> repeated(ControlPlane controlPlane, Machine machine) {
    return MachineActions.latest(controlPlane.store(), machine)
        .thenApply(
            latest ->
                new Changed(
                    new Accepted(latest.accepted().machine(), latest.accepted().operation(), true),
                    null));
  }

  /** The tag that it is to carry; one that it carries already when it is ours. */
  private OwnerTag owner(
      ControlPlane controlPlane, Caller caller, Instance instance, String operation) {
    String holder = instance.tags().get(OwnerTag.CONTROL_PLANE_KEY);
    if (holder == null) {
      return new OwnerTag(controlPlane.id(), caller.tenant(), identifiers.next("vm"), operation);
    }
    OwnerTag tag = OwnerTag.fromTags(instance.tags()).orElse(null);
    if (tag == null
        || !tag.controlPlane().equals(controlPlane.id())
        || !tag.tenant().equals(caller.tenant())) {
      throw Problem.builder(
              "owned-by-another",
              Category.CONFLICT,
              instance.reference() + " carries the owner tag of another control plane or tenant.")
          .retryable(false)
          .nextStep("Let its owner give it up: remove its tags that begin with novacron-.")
          .toException();
    }
    return tag;
  }

  private CompletionStage<Changed> record(
      ControlPlane controlPlane,
      Caller caller,
      AdoptionRequest request,
      Instance instance,
      OwnerTag owner,
      ProviderDirectory.Served served,
      String operationId,
      @Nullable String idempotencyKey) {
    Instant now = clock.instant();
    String provider = served.descriptor().type();
    Machine machine = machine(caller, request, instance, owner, served, operationId, now);
    OperationRecord operation =
        OperationRecord.queued(
                NewMachine.queued(
                    caller, operationId, OperationKind.ADOPT, machine.id(), idempotencyKey, now),
                identifiers.next("token"),
                owner,
                null,
                Arguments.NONE,
                new Place(
                    request.account(),
                    provider,
                    request.region(),
                    instance.zone(),
                    instance.instanceType(),
                    null),
                Call.TAG,
                now.plus(settings.get().deadline(OperationKind.ADOPT)),
                instance.reference(),
                null)
            .withTraceparent(caller.traceparent());
    return acceptance
        .record(controlPlane, null, machine, operation, null, null)
        .thenApply(accepted -> new Changed(accepted, null));
  }

  private Machine machine(
      Caller caller,
      AdoptionRequest request,
      Instance instance,
      OwnerTag owner,
      ProviderDirectory.Served served,
      String operation,
      Instant now) {
    return new Machine(
        owner.machine(),
        caller.tenant(),
        spec(request, instance),
        instance.state() == MachineState.STOPPED ? DesiredState.STOPPED : DesiredState.RUNNING,
        1,
        0,
        now,
        status(request, instance, served, now),
        null,
        operation,
        List.of(),
        ownLabels(instance));
  }

  /** What the cloud has of labels besides our owner tag. */
  private static Map<String, String> ownLabels(Instance instance) {
    Map<String, String> labels = new HashMap<>(instance.tags());
    labels.keySet().removeAll(OwnerTag.KEYS);
    return labels;
  }

  private static MachineSpec spec(AdoptionRequest request, Instance instance) {
    return new MachineSpec(
        request.name(),
        request.labels(),
        null,
        instance.instanceType(),
        UNKNOWN_IMAGE,
        List.of(),
        null,
        List.of(),
        Market.ON_DEMAND,
        new PlacementConstraints(
            request.account(), request.region(), instance.zone(), null, null, null));
  }

  private MachineStatus status(
      AdoptionRequest request, Instance instance, ProviderDirectory.Served served, Instant now) {
    String cloud = served.provider().cloud();
    return new MachineStatus(
        0,
        MachineState.UNKNOWN,
        request.account(),
        cloud,
        served.descriptor().type(),
        instance.reference(),
        request.region(),
        instance.zone(),
        instance.instanceType(),
        instance.addresses(),
        ListPrices.onDemand(catalogs.current(), cloud, request.region(), instance.instanceType()),
        List.of(
            new Condition(
                AdoptionService.ADOPTED, false, "Tagging", "it is being given our owner tag", now)),
        instance.observedAt(),
        "describe");
  }

  private void validate(Caller caller, AdoptionRequest request) {
    List<FieldError> errors =
        new ArrayList<>(SpecValidator.validateNamed(request.name(), request.labels()));
    Map<String, Account> known =
        accounts.apply(caller.tenant()).stream()
            .collect(Collectors.toMap(Account::name, account -> account));
    if (!known.containsKey(request.account())) {
      errors.add(new FieldError("/account", "must be one of " + String.join(", ", known.keySet())));
    }
    for (Map.Entry<String, String> field :
        Map.of("/region", request.region(), "/reference", request.reference()).entrySet()) {
      if (!VISIBLE.matcher(field.getValue()).matches()) {
        errors.add(
            new FieldError(
                field.getKey(), "must be 1 to 255 visible ASCII characters without spaces"));
      }
    }
    if (!errors.isEmpty()) {
      throw SpecValidator.invalid(errors);
    }
  }

  /** Another request has reserved the machine a moment ago. */
  private static Throwable beingAdopted(Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    boolean taken =
        cause instanceof ProblemException known && known.problem().code().equals("name-taken");
    return taken
        ? Problem.builder(
                "request-in-progress",
                Category.CONFLICT,
                "Another request is adopting the same machine.")
            .retryable(true)
            .retryAfter(Duration.ofSeconds(1))
            .nextStep("Repeat it in a second, or a minute after a crash.")
            .toException()
        : cause;
  }

  private static ProblemException notFound(AdoptionRequest request) {
    return Problem.builder(
            "instance-not-found",
            Category.NOT_FOUND,
            "The cloud has no "
                + request.reference()
                + " in region "
                + request.region()
                + " of account "
                + request.account()
                + ".")
        .error("/reference", "must be the cloud's id of a machine that is there")
        .nextStep("Look its id and region up in the cloud's console.")
        .toException();
  }
}
