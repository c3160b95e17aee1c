package io.novacron.rest.internal.resource;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachinePatch;
import io.novacron.api.machine.MachineService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import io.novacron.rest.internal.http.Answers;
import io.novacron.rest.internal.http.Callers;
import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.Parameters;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Services;
import io.novacron.rest.internal.view.AcceptedView;
import io.novacron.rest.internal.view.PlanView;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the changes of machines have in common. */
public final class MachineChanges {
  private final Services services;
  private final Answers answers;

  public MachineChanges(Services services, Answers answers) {
    this.services = services;
    this.answers = answers;
  }

  /** Begins an action, on the revision of the If-Match header when there is one. */
  CompletionStage<Response> act(
      String id, ActionRequest action, @Nullable String wait, ContainerRequestContext request) {
    MachineService machines = services.machines().require();
    Caller caller = Callers.of(request);
    String key = Parameters.idempotencyKey(request);
    String machine = Parameters.identifier("machine", id);
    Waiting waiting = Waiting.of(wait, request);
    return accepted(
        waiting,
        caller,
        expectedRevision(Preconditions.of(request).ifMatch(), machines, caller, machine)
            .thenCompose(
                expected -> machines.act(caller, machine, action, expected.orNull(), key)));
  }

  /** Says what an action would do. */
  CompletionStage<Response> plan(String id, ActionRequest action, ContainerRequestContext request) {
    return planned(
        id,
        Preconditions.of(request).ifMatch(),
        (machine, revision) -> new PlanRequest.Single(new BatchItem.Act(machine, action), revision),
        request);
  }

  /** Says what an update would do, on the revision of the If-Match header, which must be there. */
  CompletionStage<Response> planUpdate(
      String id, MachinePatch patch, ContainerRequestContext request) {
    return planned(
        id,
        Preconditions.of(request).requireIfMatch("machine"),
        (machine, revision) -> new PlanRequest.Update(machine, patch, revision),
        request);
  }

  private CompletionStage<Response> planned(
      String id, @Nullable EntityTags ifMatch, Planning planning, ContainerRequestContext request) {
    Caller caller = Callers.of(request);
    String machine = Parameters.identifier("machine", id);
    MachineService machines = services.machines().require();
    Parameters.noIdempotencyKey(request);
    Waiting.check(request);
    return answers.read(
        expectedRevision(ifMatch, machines, caller, machine)
            .thenCompose(
                expected ->
                    services
                        .plans()
                        .require()
                        .plan(caller, planning.of(machine, expected.orNull()))),
        made -> Response.ok(PlanView.of(made)).build());
  }

  /** Changes what is wanted, on the revision of the If-Match header, which must be there. */
  CompletionStage<Response> update(
      String id, MachinePatch patch, @Nullable String wait, ContainerRequestContext request) {
    Parameters.noIdempotencyKey(request);
    MachineService machines = services.machines().require();
    Caller caller = Callers.of(request);
    String machine = Parameters.identifier("machine", id);
    EntityTags ifMatch = Preconditions.of(request).requireIfMatch("machine");
    Waiting waiting = Waiting.of(wait, request);
    return accepted(
        waiting,
        caller,
        expectedRevision(ifMatch, machines, caller, machine)
            .thenCompose(expected -> machines.update(caller, machine, patch, expected.orNull())));
  }

  /**
   * The revision that the service is to insist on. It decides, not we: a request that repeats an
   * earlier one by its key gets that one's answer, though the revision has moved on since. Of
   * several tags the current one is passed on.
   */
  private static CompletionStage<Expected> expectedRevision(
      @Nullable EntityTags ifMatch, MachineService machines, Caller caller, String machine) {
    if (ifMatch == null || ifMatch.any()) {
      return CompletableFuture.completedFuture(Expected.ANY);
    }
    List<Long> revisions = ifMatch.revisions();
    if (revisions.size() <= 1) {
      return CompletableFuture.completedFuture(
          revisions.isEmpty() ? Expected.NONE : new Expected(revisions.get(0)));
    }
    return machines
        .get(caller, machine)
        .thenApply(
            current ->
                new Expected(
                    revisions.contains(current.revision())
                        ? current.revision()
                        : revisions.get(0)));
  }

  /**
   * The answer to a change that is recorded and will be done, as soon as it is or the wait is over.
   */
  CompletionStage<Response> accepted(
      Waiting waiting, Caller caller, CompletionStage<Accepted> promise) {
    return answers.heldChange(
        promise.thenCompose(accepted -> settled(waiting, caller, accepted)),
        waiting.limit(),
        accepted -> {
          Response.ResponseBuilder response =
              waiting.status(accepted.operation()).entity(AcceptedView.of(accepted));
          if (accepted.replayed()) {
            response.header("Idempotency-Replayed", "true");
          }
          return response.build();
        });
  }

  private CompletionStage<Accepted> settled(Waiting waiting, Caller caller, Accepted accepted) {
    if (waiting.limit().isZero()) {
      return CompletableFuture.completedFuture(accepted);
    }
    return waiting
        .end(services.operations().require(), caller, accepted.operation())
        .thenCompose(
            operation ->
                services
                    .machines()
                    .require()
                    .get(caller, accepted.machine().id())
                    .exceptionally(failure -> accepted.machine())
                    .thenApply(machine -> new Accepted(machine, operation, accepted.replayed())));
  }

  private interface Planning {
    PlanRequest of(String machine, @Nullable Long expectedRevision);
  }

  private record Expected(long revision) {
    static final Expected ANY = new Expected(-1);

    /** No revision is 0: they begin with 1. */
    static final Expected NONE = new Expected(0);

    @Nullable Long orNull() {
      return this == ANY ? null : revision;
    }
  }
}
