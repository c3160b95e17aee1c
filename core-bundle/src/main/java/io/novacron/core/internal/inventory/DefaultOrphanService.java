package io.novacron.core.internal.inventory;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.Price;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanAction;
import io.novacron.api.inventory.OrphanAnswer;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanReport;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.machine.MachineState;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Claim;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.Transaction;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.catalog.ListPrices;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.inventory.OrphanCalls.Sight;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.KeyedAnswers;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.operation.Journal;
import io.novacron.core.internal.operation.JournaledOperation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what belongs to no record, and has done with it what is asked. */
final class DefaultOrphanService implements OrphanService {
  private static final String KIND = "orphan";
  private static final String CURRENCY = "USD";
  private static final BigDecimal HOURS = BigDecimal.valueOf(730);
  private static final int MOST = 1000;

  private final Supplier<ControlPlane> controlPlane;
  private final RegionAgents agents;
  private final OrphanCheck check;
  private final OrphanRunner runner;
  private final CloudCalls calls;
  private final OrphanCalls orphans;
  private final CatalogService catalogs;
  private final IdentifierGenerator identifiers;
  private final Supplier<InventorySettings> settings;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Clock clock;
  private final KeyedAnswers<OrphanAnswer> answers;
  private final Executor executor;

  DefaultOrphanService(
      Supplier<ControlPlane> controlPlane,
      RegionAgents agents,
      OrphanCheck check,
      OrphanRunner runner,
      CloudCalls calls,
      CatalogService catalogs,
      IdentifierGenerator identifiers,
      Supplier<InventorySettings> settings,
      Authorization authorization,
      AuditTrail audit,
      Clock clock,
      KeyedRequests keyed,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.agents = agents;
    this.check = check;
    this.runner = runner;
    this.calls = calls;
    this.orphans = new OrphanCalls(calls);
    this.catalogs = catalogs;
    this.identifiers = identifiers;
    this.settings = settings;
    this.authorization = authorization;
    this.audit = audit;
    this.clock = clock;
    this.answers = keyed.answers(JsonCodec.of(OrphanAnswer.class));
    this.executor = executor;
  }

  @Override
  public CompletionStage<OrphanReport> list(Caller caller, OrphanQuery query) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          if (query.pageSize() < 1 || query.pageSize() > MOST) {
            throw Problem.builder(
                    "invalid-parameter", Category.INVALID, "The page size is out of range.")
                .error("pageSize", "must be 1 to " + MOST + " but is " + query.pageSize())
                .toException();
          }
          return quarantines(controlPlane.get().store(), caller.tenant(), null)
              .thenApplyAsync(known -> report(caller, query, known), executor);
        });
  }

  private OrphanReport report(
      Caller caller, OrphanQuery query, Map<String, QuarantineRecord> known) {
    List<RegionAgent> mine =
        agents.agents().stream()
            .filter(agent -> agent.tenant().equals(caller.tenant()))
            .filter(agent -> query.account() == null || query.account().equals(agent.account()))
            .filter(agent -> query.region() == null || query.region().equals(agent.region()))
            .toList();
    TreeMap<String, Orphan> all = new TreeMap<>();
    for (RegionAgent agent : mine) {
      for (Unclaimed found : agent.everythingUnclaimed()) {
        orphan(agent, found, known.get(found.id()))
            .filter(orphan -> query.kind() == null || query.kind() == orphan.kind())
            .filter(orphan -> query.resource() == null || query.resource() == orphan.resource())
            .ifPresent(orphan -> all.put(orphan.id(), orphan));
      }
    }
    List<Orphan> visible =
        all.values().stream()
            .filter(orphan -> authorization.permits(caller, Permission.ORPHAN_READ, target(orphan)))
            .toList();
    List<RegionAgent> covered =
        mine.stream()
            .filter(agent -> authorization.permits(caller, Permission.ORPHAN_READ, target(agent)))
            .toList();
    if (visible.isEmpty() && covered.isEmpty()) {
      authorization.require(caller, Permission.ORPHAN_READ, Target.all(caller.tenant(), KIND));
    }
    String token = query.pageToken();
    List<Orphan> rest =
        visible.stream()
            .filter(orphan -> token == null || orphan.id().compareTo(token) > 0)
            .toList();
    List<Orphan> page = rest.subList(0, Math.min(rest.size(), query.pageSize()));
    BigDecimal perHour = BigDecimal.ZERO;
    int unpriced = 0;
    for (Orphan orphan : visible) {
      Price price = orphan.pricePerHour();
      if (orphan.costs() && price != null && price.currency().equals(CURRENCY)) {
        perHour = perHour.add(price.amount());
      } else if (orphan.costs()) {
        unpriced++;
      }
    }
    return new OrphanReport(
        page,
        page.size() == rest.size() ? null : page.get(page.size() - 1).id(),
        visible.size(),
        perHour,
        perHour.multiply(HOURS),
        unpriced,
        covered.stream().flatMap(agent -> agent.coverage().stream()).toList());
  }

  /** What something without a record is shown as; empty for one that may yet belong to a record. */
  private Optional<Orphan> orphan(
      RegionAgent agent, Unclaimed machine, @Nullable QuarantineRecord quarantine) {
    Optional<String> reason = agent.reason(machine);
    if (reason.isPresent()) {
      return Optional.of(orphan(agent, machine, OrphanKind.ORPHAN, reason.get(), quarantine));
    }
    return RegionAgent.unmanaged(machine)
        ? Optional.of(
            orphan(
                agent,
                machine,
                OrphanKind.UNMANAGED,
                "It carries no owner tag: it was made by other means.",
                quarantine))
        : Optional.empty();
  }

  private Orphan orphan(
      RegionAgent agent,
      Unclaimed machine,
      OrphanKind kind,
      String reason,
      @Nullable QuarantineRecord quarantine) {
    OwnerTag owner = kind == OrphanKind.ORPHAN ? machine.owner() : null;
    Instant told = machine.madeAt();
    Optional<Instant> made =
        told != null || owner == null
            ? Optional.ofNullable(told)
            : IdentifierGenerator.madeAt(owner.operation());
    return new Orphan(
        machine.id(),
        agent.tenant(),
        machine.account(),
        agent.cloud(),
        machine.region(),
        machine.zone(),
        machine.reference(),
        machine.resource(),
        kind,
        reason,
        machine.state(),
        machine.type(),
        machine.sizeGib(),
        owner == null ? null : owner.machine(),
        owner == null ? null : owner.operation(),
        made.orElse(machine.firstSeenAt()),
        made.isPresent(),
        machine.seenAt(),
        price(agent.cloud(), machine),
        machine.costs(),
        quarantine == null ? null : quarantine.shown());
  }

  /** The catalog has prices of instance types, and none of disks. */
  private @Nullable Price price(String cloud, Unclaimed found) {
    String type = found.type();
    return found.resource() != ResourceType.MACHINE || type == null
        ? null
        : ListPrices.onDemand(catalogs.current(), cloud, found.region(), type);
  }

  private CompletionStage<Map<String, QuarantineRecord>> quarantines(
      StateStore store, String tenant, @Nullable String token) {
    return store
        .query(Query.of(tenant, QuarantineRecord.KIND).withPageToken(token))
        .thenComposeAsync(
            page -> {
              Map<String, QuarantineRecord> found =
                  new HashMap<>(
                      page.items().stream()
                          .map(QuarantineRecord::read)
                          .collect(Collectors.toMap(QuarantineRecord::id, each -> each)));
              if (page.nextPageToken() == null) {
                return CompletableFuture.completedFuture(found);
              }
              return quarantines(store, tenant, page.nextPageToken())
                  .thenApply(
                      rest -> {
                        found.putAll(rest);
                        return found;
                      });
            },
            executor);
  }

  /** All that may be found where an agent looks. */
  private static Target target(RegionAgent agent) {
    return new Target(agent.tenant(), KIND, null, agent.account(), Map.of());
  }

  private static Target target(Orphan orphan) {
    return new Target(orphan.tenant(), KIND, orphan.id(), orphan.account(), Map.of());
  }

  @Override
  public CompletionStage<Orphan> get(Caller caller, String id) {
    return Failures.guarded(
        caller, executor, () -> find(caller, id, Permission.ORPHAN_READ).thenApply(Found::orphan));
  }

  private CompletionStage<Found> find(Caller caller, String id, Permission permission) {
    for (RegionAgent agent : agents.agents()) {
      if (agent.tenant().equals(caller.tenant())) {
        for (Unclaimed machine : agent.everythingUnclaimed()) {
          if (machine.id().equals(id)) {
            return found(caller, agent, machine, permission);
          }
        }
      }
    }
    authorization.require(caller, permission, Target.all(caller.tenant(), KIND));
    throw notFound(id);
  }

  private CompletionStage<Found> found(
      Caller caller, RegionAgent agent, Unclaimed machine, Permission permission) {
    return controlPlane
        .get()
        .store()
        .get(QuarantineRecord.key(agent.tenant(), machine.id()))
        .thenApplyAsync(
            stored -> {
              QuarantineRecord quarantine = stored.map(QuarantineRecord::read).orElse(null);
              Orphan orphan =
                  orphan(agent, machine, quarantine).orElseThrow(() -> notFound(machine.id()));
              authorization.require(caller, permission, target(orphan));
              return new Found(orphan, machine, quarantine);
            },
            executor);
  }

  @Override
  public CompletionStage<OrphanAnswer> act(
      Caller caller, String id, OrphanAction action, RequestOptions options) {
    if (options.dryRun()) {
      return Failures.guarded(
          caller,
          executor,
          () ->
              find(caller, id, Permission.ORPHAN_OPERATE)
                  .thenCompose(found -> checked(found, action))
                  .thenApply(
                      found ->
                          new OrphanAnswer(
                              found.orphan, action, true, effect(found.orphan, action), null)));
    }
    return audit.record(
        caller,
        Permission.ORPHAN_OPERATE,
        id.length() > 80 ? id.substring(0, 80) : id,
        () ->
            Failures.guarded(
                caller,
                executor,
                () ->
                    answers
                        .answer(
                            () -> controlPlane.get().store(),
                            caller,
                            options,
                            Digest.of("orphan", id, action),
                            attempt ->
                                find(caller, id, Permission.ORPHAN_OPERATE)
                                    .thenCompose(found -> begun(caller, found, action, attempt)))
                        .thenApplyAsync(answer -> permitted(caller, answer), executor)),
        answer -> {
          Operation operation = answer.operation();
          return new AuditTrail.Trace(
              answer.orphan().id(), operation == null ? null : operation.id(), null, null);
        });
  }

  /** A remembered answer is not for whoever may not act on the orphan any more. */
  private OrphanAnswer permitted(Caller caller, OrphanAnswer answer) {
    authorization.require(caller, Permission.ORPHAN_OPERATE, target(answer.orphan()));
    return answer;
  }

  private CompletionStage<OrphanAnswer> begun(
      Caller caller, Found found, OrphanAction action, Attempt<OrphanAnswer> attempt) {
    return underWay(found, action)
        .thenCompose(
            operation ->
                operation.isPresent()
                    ? CompletableFuture.completedFuture(operation.get())
                    : checked(found, action)
                        .thenComposeAsync(legal -> begin(caller, legal, action, attempt), executor))
        .thenApply(operation -> answer(found, action, operation));
  }

  private OrphanAnswer answer(Found found, OrphanAction action, @Nullable Operation operation) {
    return new OrphanAnswer(
        found.orphan,
        action,
        false,
        effect(found.orphan, action),
        action == OrphanAction.RELEASE ? null : operation);
  }

  /** The operation that does the same already; fails while another one works on it. */
  private CompletionStage<Optional<Operation>> underWay(Found found, OrphanAction action) {
    QuarantineRecord record = found.quarantine;
    if (record == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return controlPlane
        .get()
        .store()
        .get(Journal.key(record.tenant(), record.id(), record.operation()))
        .thenApply(
            stored -> {
              Operation operation = stored.map(Journal::operation).orElse(null);
              boolean quarantined =
                  action == OrphanAction.QUARANTINE
                      && operation != null
                      && operation.kind() == OperationKind.QUARANTINE_ORPHAN
                      && record.since() != null;
              if (operation == null || (operation.done() && !quarantined)) {
                return Optional.<Operation>empty();
              }
              if (operation.kind() == kind(action)) {
                return Optional.of(operation);
              }
              throw Problem.builder(
                      "operation-busy",
                      Category.CONFLICT,
                      "Operation " + operation.id() + " works on it.")
                  .retryable(true)
                  .operation(operation.id())
                  .nextStep("Wait until it is done, or cancel it.")
                  .toException();
            });
  }

  private static @Nullable OperationKind kind(OrphanAction action) {
    return switch (action) {
      case QUARANTINE -> OperationKind.QUARANTINE_ORPHAN;
      case DELETE -> OperationKind.DELETE_ORPHAN;
      case RELEASE -> null;
    };
  }

  /** What the journal, the quarantine and, for what would touch it, its cloud say of it now. */
  private CompletionStage<Found> checked(Found found, OrphanAction action) {
    QuarantineRecord record = found.quarantine;
    if (found.orphan.kind() != OrphanKind.ORPHAN) {
      throw Problem.builder(
              "orphan-not-ours",
              Category.CONFLICT,
              found.orphan.reference() + " does not carry our owner tag, so it is left alone.")
          .nextStep("Adopt it, or see to it at its cloud.")
          .toException();
    }
    boolean machine = found.orphan.resource() == ResourceType.MACHINE;
    if (!machine && action != OrphanAction.DELETE) {
      throw noQuarantine(found.orphan);
    }
    if (action == OrphanAction.RELEASE) {
      if (record == null) {
        throw quarantineMissing(found.orphan);
      }
      return CompletableFuture.completedFuture(found);
    }
    if (action == OrphanAction.DELETE && machine) {
      Instant until = record == null ? null : record.until();
      if (until == null) {
        throw quarantineMissing(found.orphan);
      }
      if (until.isAfter(clock.instant())) {
        throw Problem.builder(
                "quarantine-lasts",
                Category.CONFLICT,
                "The quarantine of " + found.orphan.reference() + " lasts until " + until + ".")
            .retryAfter(Duration.between(clock.instant(), until))
            .nextStep("Delete it then; release it if somebody misses it.")
            .toException();
      }
    }
    return confirmed(found, action);
  }

  private CompletionStage<Found> confirmed(Found found, OrphanAction action) {
    Unclaimed machine = found.machine;
    Duration bound = calls.visibilityBound(machine.account());
    return orphans
        .look(
            CloudCalls.interactive(
                machine.account(),
                machine.region(),
                found.orphan.tenant(),
                "look-" + found.orphan.id()),
            settings.get().freshness(),
            machine.resource(),
            machine.reference())
        .thenComposeAsync(
            answer -> {
              Sight seen = sight(found, answer.outcome());
              if (seen.gone() || !Objects.equals(seen.found().owner(), machine.owner())) {
                throw changed(found.orphan);
              }
              if (seen.inUse()) {
                throw inUse(found.orphan);
              }
              MachineState state = seen.machineState();
              if (action == OrphanAction.DELETE
                  && state != null
                  && OrphanRunner.brokeQuarantine(state)) {
                throw Problem.builder(
                        "quarantine-broken", Category.CONFLICT, OrphanRunner.RUNS_AGAIN)
                    .nextStep("Ask who started it; to go on, quarantine it anew after a release.")
                    .toException();
              }
              return check
                  .verdict(controlPlane.get().store(), machine, bound)
                  .thenApply(
                      verdict -> {
                        if (verdict.isEmpty()) {
                          throw changed(found.orphan);
                        }
                        return found;
                      });
            },
            executor);
  }

  private static Sight sight(Found found, Outcome<Optional<Sight>> outcome) {
    if (!(outcome instanceof Outcome.Done<Optional<Sight>> done)) {
      throw Problem.builder(
              "cloud-question-failed",
              Category.UNAVAILABLE,
              "Its cloud does not say how " + found.orphan.reference() + " is now.")
          .scope("account " + found.orphan.account())
          .nextStep("Ask again later; GET /api/v1/accounts says how the account is.")
          .toException();
    }
    return done.get().orElseThrow(() -> changed(found.orphan));
  }

  private CompletionStage<@Nullable Operation> begin(
      Caller caller, Found found, OrphanAction action, Attempt<OrphanAnswer> attempt) {
    ControlPlane current = controlPlane.get();
    QuarantineRecord record = found.quarantine;
    if (action == OrphanAction.RELEASE) {
      QuarantineRecord ended = Objects.requireNonNull(record, "record");
      Claim claim =
          current
              .claims()
              .claim(ended.tenant(), ended.id())
              .orElseThrow(JournaledOperation::notHeld);
      return attempt
          .receipt(ended.id(), answer(found, action, null))
          .thenCompose(
              receipt -> {
                List<Mutation> all = new ArrayList<>();
                all.add(ended.delete());
                all.addAll(receipt);
                return current.store().commit(new Transaction(all, claim));
              })
          .thenApply(written -> null);
    }
    Orphan orphan = found.orphan;
    Operation operation =
        Operation.queued(
                identifiers.next("op"),
                orphan.tenant(),
                Objects.requireNonNull(kind(action), "kind"),
                orphan.id(),
                caller.principal(),
                clock.instant())
            .toBuilder()
            .idempotencyKey(attempt.idempotencyKey())
            .build();
    QuarantineRecord next =
        record == null
            ? new QuarantineRecord(
                orphan.id(),
                orphan.tenant(),
                orphan.account(),
                orphan.region(),
                orphan.reference(),
                Objects.requireNonNull(found.machine.owner(), "owner"),
                caller.principal(),
                operation.id(),
                null,
                null,
                orphan.resource() == ResourceType.MACHINE ? null : orphan.resource(),
                0)
            : record.under(operation.id());
    return attempt
        .receipt(
            operation.target(), answer(found, action, operation.toBuilder().revision(1).build()))
        .thenCompose(receipt -> runner.begin(current, operation, next, receipt))
        .thenApply(begun -> begun);
  }

  private String effect(Orphan orphan, OrphanAction action) {
    return switch (action) {
      case QUARANTINE ->
          "It is stopped, and may be deleted "
              + settings.get().quarantine().toMinutes()
              + " minutes later.";
      case RELEASE -> "Its quarantine ends; it stays as it is.";
      case DELETE ->
          orphan.resource() == ResourceType.MACHINE
              ? orphan.reference() + " is deleted for good."
              : "The "
                  + orphan.resource().wireName()
                  + " "
                  + orphan.reference()
                  + (orphan.sizeGib() == null ? "" : " of " + orphan.sizeGib() + " GiB")
                  + " is deleted for good, with all that is on it.";
    };
  }

  private static ProblemException quarantineMissing(Orphan orphan) {
    return Problem.builder(
            "quarantine-missing", Category.CONFLICT, orphan.reference() + " is not in quarantine.")
        .nextStep("Quarantine it first: it is stopped, and what misses it can be seen.")
        .toException();
  }

  private static ProblemException noQuarantine(Orphan orphan) {
    return Problem.builder(
            "no-quarantine",
            Category.CONFLICT,
            "A " + orphan.resource().wireName() + " cannot be stopped, so it has no quarantine.")
        .nextStep("Delete it; a dry run says first what that would do.")
        .toException();
  }

  private static ProblemException inUse(Orphan orphan) {
    return Problem.builder(
            "orphan-changed", Category.CONFLICT, orphan.reference() + ": " + OrphanRunner.IN_USE)
        .nextStep("Leave it to that machine; the next list of its region leaves it out.")
        .toException();
  }

  private static ProblemException changed(Orphan orphan) {
    return Problem.builder(
            "orphan-changed",
            Category.CONFLICT,
            orphan.reference() + " is not, or not certainly, the orphan any more that it was.")
        .nextStep("List the orphans anew after the next list of its region.")
        .toException();
  }

  private static ProblemException notFound(String id) {
    String shown = id.length() > 80 ? id.substring(0, 80) + "…" : id;
    return Problem.builder(
            "orphan-not-found", Category.NOT_FOUND, "There is no orphan " + shown + ".")
        .nextStep("List them for their ids; one that was found to belong to a record is gone.")
        .toException();
  }

  private record Found(Orphan orphan, Unclaimed machine, @Nullable QuarantineRecord quarantine) {}
}
