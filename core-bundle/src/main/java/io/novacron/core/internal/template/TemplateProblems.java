package io.novacron.core.internal.template;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import java.util.List;

/** What can be wrong with a request about a template. */
final class TemplateProblems {
  private TemplateProblems() {}

  static ProblemException invalid(List<FieldError> errors) {
    return Problem.builder(
            "invalid-template",
            Category.INVALID,
            errors.size() == 1
                ? "One field of the template is wrong."
                : errors.size() + " fields of the template are wrong.")
        .errors(errors)
        .nextStep("Correct the fields named and ask again.")
        .toException();
  }

  static ProblemException notFound(String name) {
    return Problem.builder(
            "template-not-found", Category.NOT_FOUND, "There is no template " + name + ".")
        .nextStep("GET /api/v1/templates, or novacron:template-list, lists those that there are.")
        .toException();
  }

  static ProblemException versionNotFound(String name, int version, int latest) {
    return Problem.builder(
            "template-version-not-found",
            Category.NOT_FOUND,
            "The template " + name + " has no version " + version + ".")
        .nextStep("Its versions are 1 to " + latest + ".")
        .toException();
  }

  static ProblemException exists(String name) {
    return Problem.builder(
            "template-exists", Category.CONFLICT, "There is a template " + name + " already.")
        .error("/name", "must be unique among templates that are not deleted")
        .nextStep("Add a version to it, or choose another name.")
        .toException();
  }

  static ProblemException moved(String name, long revision, long expected) {
    return Problem.builder(
            "revision-mismatch",
            Category.CONFLICT,
            "Template " + name + " has revision " + revision + ", not " + expected + ".")
        .nextStep("Read the template again and repeat the request with its revision.")
        .toException();
  }
}
