package io.novacron.core.internal.plan;

import io.novacron.api.machine.MachinePatch;
import io.novacron.api.plan.PlanRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change other than those of a batch, as it is kept. A label that goes has no value, and what has
 * no value is left out of what is kept, so those labels are named beside it.
 *
 * @param request what was asked for, without the labels that go
 * @param removedLabels the labels that go
 */
record KeptChange(PlanRequest request, List<String> removedLabels) {
  KeptChange {
    Objects.requireNonNull(request, "request");
    removedLabels = List.copyOf(removedLabels);
  }

  static KeptChange of(PlanRequest request) {
    if (!(request instanceof PlanRequest.Update update)) {
      return new KeptChange(request, List.of());
    }
    Map<String, Optional<String>> kept = new HashMap<>(update.patch().labels());
    kept.values().removeIf(Optional::isEmpty);
    List<String> removed =
        update.patch().labels().keySet().stream()
            .filter(label -> !kept.containsKey(label))
            .sorted()
            .toList();
    return new KeptChange(with(update, kept), removed);
  }

  /** The change as it was asked for. */
  PlanRequest whole() {
    if (!(request instanceof PlanRequest.Update update)) {
      return request;
    }
    Map<String, Optional<String>> labels = new HashMap<>(update.patch().labels());
    removedLabels.forEach(label -> labels.put(label, Optional.empty()));
    return with(update, labels);
  }

  private static PlanRequest.Update with(
      PlanRequest.Update update, Map<String, Optional<String>> labels) {
    MachinePatch patch = update.patch();
    return new PlanRequest.Update(
        update.machine(),
        new MachinePatch(
            labels, patch.clearLabels(), patch.desiredState(), patch.size(), patch.instanceType()),
        update.expectedRevision());
  }
}
