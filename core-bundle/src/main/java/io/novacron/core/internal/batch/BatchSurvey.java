package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.MachineParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;

/**
 * Looks at every item of a batch before anything is recorded: whether the caller may, whether what
 * is asked is valid, and, where all must succeed, whether there is a place for it.
 *
 * @param failures problems of the items that cannot be done, by their number
 */
record BatchSurvey(NavigableMap<Integer, Problem> failures) {
  private static final int WIDTH = 4;

  /**
   * Looks.
   *
   * @return fails with DENIED when the caller may not do an item, and with what is wrong with all
   *     items when that keeps the batch from succeeding
   */
  static CompletionStage<BatchSurvey> of(
      ControlPlane controlPlane,
      Caller caller,
      BatchRequest request,
      MachineParts parts,
      Executor executor) {
    NavigableMap<Integer, Problem> failures = new ConcurrentSkipListMap<>();
    MachineParts.Survey survey = parts.survey(controlPlane, caller);
    boolean place = request.policy() == BatchPolicy.ALL_OR_NOTHING;
    return Windowed.run(
            request.items().size(),
            WIDTH,
            executor,
            index -> {
              BatchItem item = request.items().get(index);
              return look(survey, item, place)
                  .exceptionallyCompose(
                      failure -> {
                        if (Failures.unwrapped(failure) instanceof ProblemException known) {
                          failures.put(index, Pointers.from(known.problem(), index, item));
                          return CompletableFuture.completedFuture(null);
                        }
                        return CompletableFuture.failedFuture(failure);
                      });
            })
        .thenApply(done -> judged(request, failures));
  }

  private static CompletionStage<Void> look(
      MachineParts.Survey survey, BatchItem item, boolean place) {
    try {
      if (item instanceof BatchItem.Create create) {
        return survey.create(create.spec(), place);
      }
      BatchItem.Act act = (BatchItem.Act) item;
      return survey.act(act.machine(), act.request());
    } catch (ProblemException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static BatchSurvey judged(BatchRequest request, NavigableMap<Integer, Problem> failures) {
    if (failures.values().stream().anyMatch(problem -> problem.category() == Category.DENIED)) {
      throw refused(failures, Category.DENIED);
    }
    if (request.policy() == BatchPolicy.ALL_OR_NOTHING && !failures.isEmpty()) {
      throw refused(failures, common(failures));
    }
    // What may pass by itself is tried again when the item is begun.
    failures.values().removeIf(problem -> problem.category() == Category.UNAVAILABLE);
    int tolerated =
        BatchRules.tolerated(request.policy(), request.minimum(), request.items().size());
    if (failures.size() > tolerated) {
      throw refused(failures, common(failures));
    }
    return new BatchSurvey(failures);
  }

  /** The category that all share, or INVALID. */
  private static Category common(NavigableMap<Integer, Problem> failures) {
    Category first = failures.firstEntry().getValue().category();
    return failures.values().stream().allMatch(problem -> problem.category() == first)
        ? first
        : Category.INVALID;
  }

  private static ProblemException refused(
      NavigableMap<Integer, Problem> failures, Category category) {
    List<FieldError> errors = new ArrayList<>();
    int items = 0;
    for (Map.Entry<Integer, Problem> failure : failures.entrySet()) {
      Problem problem = failure.getValue();
      if (category == Category.DENIED && problem.category() != Category.DENIED) {
        continue;
      }
      items++;
      if (problem.errors().isEmpty()) {
        errors.add(new FieldError("/items/" + failure.getKey(), problem.detail()));
      } else {
        errors.addAll(problem.errors());
      }
    }
    boolean denied = category == Category.DENIED;
    return Problem.builder(
            denied ? "denied" : "invalid-batch",
            category,
            (items == 1 ? "One item" : items + " items")
                + (denied ? " of the batch you may not do" : " of the batch cannot be done")
                + "; nothing was recorded.")
        .errors(errors.subList(0, Math.min(errors.size(), BatchForm.MOST_ERRORS)))
        .nextStep(
            denied
                ? "Leave these items out, or ask an administrator for a role that may."
                : "Correct the items named and ask again.")
        .toException();
  }
}
