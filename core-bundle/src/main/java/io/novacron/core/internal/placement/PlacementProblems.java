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

  static ProblemException candidates(int asked, int most) {
    return Problem.builder(
            "invalid-parameter", Category.INVALID, "The number of candidates is out of range.")
        .error("most", "must be 1 to " + most + " but is " + asked)
        .toException();
  }

  static ProblemException notKept(String id, String reason) {
    return Problem.builder(
            "decision-inputs-not-kept",
            Category.NOT_FOUND,
            "Decision " + id + " cannot be made again: " + reason + ".")
        .nextStep("Read the decision itself, which says what was found then; or decide anew.")
        .toException();
  }
}
