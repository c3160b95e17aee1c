package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.AdoptionService;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.access.Failures;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Adoptions for the faces: authorises, audits, and hands on. */
final class DefaultAdoptionService implements AdoptionService {
  private static final int LONGEST_TARGET = 80;

  private final Dependency<ControlPlane> controlPlane;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Adoption adoption;
  private final Executor executor;

  DefaultAdoptionService(
      Dependency<ControlPlane> controlPlane,
      Authorization authorization,
      AuditTrail audit,
      Adoption adoption,
      Executor executor) {
    this.controlPlane = controlPlane;
    this.authorization = authorization;
    this.audit = audit;
    this.adoption = adoption;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Accepted> adopt(Caller caller, AdoptionRequest request) {
    String name = request.name();
    return audit
        .record(
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
                      return adoption.adopt(controlPlane.get(), caller, request);
                    }),
            Changed::trace)
        .thenApply(Changed::accepted);
  }
}
