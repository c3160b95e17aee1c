package io.novacron.core.internal.version;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import java.util.List;

/** What can be wrong with a request about things of one kind. */
public final class VersionProblems {
  private final String noun;
  private final String plural;

  /** Makes the problems of a kind. */
  public VersionProblems(VersionedKind<?> kind) {
    this.noun = kind.noun();
    this.plural = kind.plural();
  }

  /** Fields of the content, or the name, are wrong. */
  public ProblemException invalid(List<FieldError> errors) {
    return Problem.builder(
            "invalid-" + noun,
            Category.INVALID,
            errors.size() == 1
                ? "One field of the " + noun + " is wrong."
                : errors.size() + " fields of the " + noun + " are wrong.")
        .errors(errors)
        .nextStep("Correct the fields named and ask again.")
        .toException();
  }

  /** There is none of that name, or it was deleted. */
  public ProblemException notFound(String name) {
    return Problem.builder(
            noun + "-not-found",
            Category.NOT_FOUND,
            "There is no " + noun + " " + RecordName.shown(name) + ".")
        .nextStep(
            "GET /api/v1/"
                + plural
                + ", or novacron:"
                + noun
                + "-list, lists those that there are.")
        .toException();
  }

  /** It has no version of that number. */
  public ProblemException versionNotFound(String name, int version, int latest) {
    return Problem.builder(
            noun + "-version-not-found",
            Category.NOT_FOUND,
            "The " + noun + " " + name + " has no version " + version + ".")
        .nextStep("Its versions are 1 to " + latest + ".")
        .toException();
  }

  /** The name is taken. */
  public ProblemException exists(String name) {
    return Problem.builder(
            noun + "-exists", Category.CONFLICT, "There is a " + noun + " " + name + " already.")
        .error("/name", "must be unique among " + plural + " that are not deleted")
        .nextStep("Add a version to it, or choose another name.")
        .toException();
  }

  /** It was changed since the caller read it. */
  public ProblemException moved(String name, long revision, long expected) {
    return Problem.builder(
            "revision-mismatch",
            Category.CONFLICT,
            Character.toUpperCase(noun.charAt(0))
                + noun.substring(1)
                + " "
                + name
                + " has revision "
                + revision
                + ", not "
                + expected
                + ".")
        .nextStep("Read the " + noun + " again and repeat the request with its revision.")
        .toException();
  }
}
