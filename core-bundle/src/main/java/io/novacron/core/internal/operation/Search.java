package io.novacron.core.internal.operation;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.OwnerTag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a cloud answered to a search by token or owner tag. A cloud's filter is not believed:
 * only a machine that carries the token or the tag in the answer itself is ours.
 */
final class Search {
  private Search() {}

  /** The machines of an answer that really are of this request, the one to keep first. */
  static List<Instance> ours(List<Instance> answer, OperationRecord record) {
    return answer.stream()
        .filter(instance -> isOurs(instance, record))
        .sorted(
            Comparator.comparing((Instance instance) -> instance.state() != MachineState.RUNNING)
                .thenComparing(Instance::reference))
        .toList();
  }

  /** By what a machine of {@link #ours} was known. */
  static String proof(Instance instance, OperationRecord record) {
    return record.searchToken().equals(instance.idempotencyToken()) ? "token" : "owner tag";
  }

  private static boolean isOurs(Instance instance, OperationRecord record) {
    String token = instance.idempotencyToken();
    Optional<OwnerTag> owner = OwnerTag.fromTags(instance.tags());
    return (token != null && token.equals(record.searchToken()))
        || (owner.isPresent() && owner.get().equals(record.owner()));
  }
}
