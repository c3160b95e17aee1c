package io.novacron.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleAuthorizerTest {
  private final RoleAuthorizer authorizer = new RoleAuthorizer();

  @ParameterizedTest
  @CsvSource({
    "vm, read, true, true, true",
    "vm, create, true, true, false",
    "vm, operate, true, true, false",
    "vm, delete, true, true, false",
    "operation, read, true, true, true",
    "placement, read, true, true, true",
    "placement, decide, true, true, false",
    "account, read, true, true, true",
    "catalog, read, true, true, true",
    "metrics, read, true, true, true",
    "template, read, true, true, true",
    "template, write, true, true, false",
    "policy, read, true, true, true",
    "policy, write, true, true, false",
    "simulator, operate, true, false, false",
    "not, invented, true, false, false",
  })
  void eachRolePermitsWhatItsTableSays(
      String resource, String action, boolean admin, boolean operator, boolean viewer) {
    Permission permission = new Permission(resource, action);
    assertThat(permits("admin", permission)).isEqualTo(admin);
    assertThat(permits("operator", permission)).isEqualTo(operator);
    assertThat(permits("viewer", permission)).isEqualTo(viewer);
  }

  @Test
  void noRoleOrAnUnknownOnePermitsNothing() {
    assertThat(authorizer.permits(caller(), Permission.VM_READ, target("default"))).isFalse();
    assertThat(permits("Admin", Permission.VM_READ)).isFalse();
    assertThat(permits("root", Permission.VM_READ)).isFalse();
  }

  @Test
  void severalRolesPermitWhatOneOfThemDoes() {
    assertThat(
            authorizer.permits(
                caller("viewer", "operator"), Permission.VM_DELETE, target("default")))
        .isTrue();
  }

  @Test
  void noRoleReachesIntoAnotherTenant() {
    assertThat(authorizer.permits(caller("admin"), Permission.VM_READ, target("other"))).isFalse();
  }

  private boolean permits(String role, Permission permission) {
    return authorizer.permits(caller(role), permission, target("default"));
  }

  private static Caller caller(String... roles) {
    return new Caller("someone", "default", Set.of(roles), "rest", "local", "request-1");
  }

  private static Target target(String tenant) {
    return Target.all(tenant, "vm");
  }
}
