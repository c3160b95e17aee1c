package io.novacron.api.event;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events a reader wants; all conditions must hold.
 *
 * @param types types wanted, such as {@code io.novacron.vm.running.v1}; one that ends in {@code *}
 *     stands for all that begin so; empty for all
 * @param subject the one subject wanted, such as {@code vm/vm-0123}; absent for all
 * @param account the one account wanted; absent for all
 * @param labels labels that must be there with these values
 */
public record EventFilter(
    Set<String> types,
    @Nullable String subject,
    @Nullable String account,
    Map<String, String> labels) {
  /** Lets every event pass. */
  public static final EventFilter ALL = new EventFilter(Set.of(), null, null, Map.of());

  public EventFilter {
    types = Set.copyOf(types);
    labels = Map.copyOf(labels);
  }

  /** Whether an event is wanted. */
  public boolean passes(Event event) {
    return (types.isEmpty() || types.stream().anyMatch(type -> isOf(event, type)))
        && (subject == null || subject.equals(event.subject()))
        && (account == null || Objects.equals(account, event.account()))
        && event.labels().entrySet().containsAll(labels.entrySet());
  }

  private static boolean isOf(Event event, String type) {
    return type.endsWith("*")
        ? event.type().startsWith(type.substring(0, type.length() - 1))
        : event.type().equals(type);
  }
}
