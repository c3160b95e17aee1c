package io.novacron.api.machine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action with what it needs to know.
 *
 * @param action what to do
 * @param force do it without waiting for the guest, and take over from an operation that is moving
 *     the machine, which ends as cancelled; legal for {@link MachineAction#forcible} actions
 * @param size how big the machine must at least be from now on, for a resize; the cheapest instance
 *     type of the same architecture, account and region that fits is taken
 * @param instanceType the cloud's own type, for a resize; either this or a size is given
 */
public record ActionRequest(
    MachineAction action, boolean force, @Nullable Size size, @Nullable String instanceType) {
  public ActionRequest {
    Objects.requireNonNull(action, "action");
  }

  /** An action that needs to know nothing. */
  public static ActionRequest of(MachineAction action) {
    return new ActionRequest(action, false, null, null);
  }

  /** An action by force. */
  public static ActionRequest forced(MachineAction action) {
    return new ActionRequest(action, true, null, null);
  }

  /** A resize to the cheapest type that is at least this big. */
  public static ActionRequest resize(Size size) {
    return new ActionRequest(MachineAction.RESIZE, false, size, null);
  }

  /** A resize to an instance type. */
  public static ActionRequest resize(String instanceType) {
    return new ActionRequest(MachineAction.RESIZE, false, null, instanceType);
  }
}
