package io.novacron.security.internal;

import io.novacron.api.security.Authorizer;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * Permits what a role of the caller permits, within the caller's own tenant. A role that is not
 * known permits nothing.
 */
@Component
public final class RoleAuthorizer implements Authorizer {
  @Override
  public boolean permits(Caller caller, Permission permission, Target target) {
    return caller.tenant().equals(target.tenant())
        && caller.roles().stream()
            .map(Role::named)
            .flatMap(Optional::stream)
            .anyMatch(role -> role.permits(permission));
  }
}
