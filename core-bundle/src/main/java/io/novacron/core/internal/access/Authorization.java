package io.novacron.core.internal.access;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.security.Authorizer;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks the authorizer. While there is none, everything is refused. Safe for use by many threads.
 */
public final class Authorization {
  private final Supplier<Authorizer> authorizer;

  /**
   * Makes a guard.
   *
   * @param authorizer gives the authorizer, or throws an UNAVAILABLE problem while there is none
   */
  public Authorization(Supplier<Authorizer> authorizer) {
    this.authorizer = authorizer;
  }

  /**
   * Lets a caller pass who may do it.
   *
   * @throws io.novacron.api.error.ProblemException with DENIED, or UNAVAILABLE without an
   *     authorizer
   */
  public void require(Caller caller, Permission permission, Target target) {
    if (!authorizer.get().permits(caller, permission, target)) {
      throw Problem.builder(
              "denied",
              Category.DENIED,
              caller.principal() + " does not have the permission " + permission + ".")
          .nextStep("Ask an administrator for a role that holds " + permission + ".")
          .toException();
    }
  }

  /**
   * Whether a caller may do it.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE without an authorizer
   */
  public boolean permits(Caller caller, Permission permission, Target target) {
    return authorizer.get().permits(caller, permission, target);
  }

  /**
   * The items that a caller may see. One who may see none of a kind, and none of these, is told so.
   *
   * @param target what an item is to the authorizer
   */
  public <T> List<T> visible(
      Caller caller,
      Permission permission,
      String kind,
      List<T> items,
      Function<T, Target> target) {
    Authorizer current = authorizer.get();
    List<T> visible =
        items.stream()
            .filter(item -> current.permits(caller, permission, target.apply(item)))
            .toList();
    if (visible.isEmpty()) {
      require(caller, permission, Target.all(caller.tenant(), kind));
    }
    return visible;
  }
}
