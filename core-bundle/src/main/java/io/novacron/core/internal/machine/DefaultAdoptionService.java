package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Adoptions for the faces: authorises, audits, and hands on. */
final class DefaultAdoptionService implements AdoptionService {
  /** Maps of a request are written in the order of their keys, which no two JVMs iterate alike. */
  private static final JsonCodec<AdoptionRequest> CANONICAL = JsonCodec.of(AdoptionRequest.class);

  private static final int LONGEST_TARGET = 80;

  private final Dependency<ControlPlane> controlPlane;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Adoption adoption;
  private final KeyedAnswers<Accepted> answers;
  private final Executor executor;

  DefaultAdoptionService(
      Dependency<ControlPlane> controlPlane,
      Authorization authorization,
      AuditTrail audit,
      Adoption adoption,
      KeyedRequests keyed,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.authorization = authorization;
    this.audit = audit;
    this.adoption = adoption;
    this.answers =
        keyed.answers(
            JsonCodec.of(Accepted.class),
            first -> new Accepted(first.machine(), first.operation(), true));
    this.executor = executor;
  }

  @Override
  public CompletionStage<Accepted> adopt(
      Caller caller, AdoptionRequest request, @Nullable String idempotencyKey) {
    String name = request.name();
    return audit.record(
        caller,
        Permission.VM_CREATE,
        name.length() > LONGEST_TARGET ? name.substring(0, LONGEST_TARGET) : name,
        () ->
            Failures.guarded(
                caller,
                executor,
                () -> {
                  authorization.require(
                      caller, Permission.VM_CREATE, MachinePermissions.target(caller, request));
                  ControlPlane current = controlPlane.get();
                  return answers.answer(
                      current::store,
                      caller,
                      RequestOptions.keyed(idempotencyKey),
                      digest(request),
                      attempt -> adopt(current, caller, request, attempt));
                }),
        accepted -> new Changed(accepted, null).trace());
  }

  /**
   * Adopted again, a machine is the one that it has become, so there is no harm in a repetition.
   */
  private CompletionStage<Accepted> adopt(
      ControlPlane current, Caller caller, AdoptionRequest request, Attempt<Accepted> attempt) {
    return attempt
        .announce()
        .thenComposeAsync(
            known -> adoption.adopt(current, caller, request, attempt.idempotencyKey()), executor)
        .thenApply(Changed::accepted);
  }

  private static String digest(AdoptionRequest request) {
    return Digest.of("adopt", CANONICAL.encode(request));
  }
}
