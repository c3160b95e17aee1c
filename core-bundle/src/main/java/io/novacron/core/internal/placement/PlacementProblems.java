package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.store.Query;

/** The ways in which reading decisions fails, in the words of the interfaces. */
final class PlacementProblems {
  private PlacementProblems() {}

  static ProblemException notFound(String id) {
    return Problem.builder(
            "decision-not-found", Category.NOT_FOUND, "There is no decision " + id + ".")
        .nextStep("List the decisions for their ids.")
        .toException();
  }

  static ProblemException pageSize(int asked) {
    return Problem.builder("invalid-parameter", Category.INVALID, "The page size is out of range.")
        .error("pageSize", "must be 1 to " + Query.MOST + " but is " + asked)
        .toException();
  }
}
