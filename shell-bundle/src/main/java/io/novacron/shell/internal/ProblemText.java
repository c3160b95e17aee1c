package io.novacron.shell.internal;

import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import java.util.ArrayList;
import java.util.List;

/** A problem as lines on a terminal: what it is, which options are wrong, what to do next. */
final class ProblemText {
  private ProblemText() {}

  static List<String> lines(Problem problem) {
    List<String> lines = new ArrayList<>();
    lines.add("Error: " + sentence(problem));
    for (FieldError error : problem.errors()) {
      lines.add("  " + OptionNames.of(error.pointer()) + ": " + error.message());
    }
    if (problem.nextStep() != null) {
      lines.add("Next: " + problem.nextStep());
    }
    return lines;
  }

  /** Wrong options, a line each. */
  static List<String> lines(List<FieldError> wrongOptions) {
    List<String> lines = new ArrayList<>();
    for (FieldError error : wrongOptions) {
      lines.add("Error: " + error.pointer() + ": " + error.message());
    }
    lines.add("Next: add --help to see what this command takes.");
    return lines;
  }

  /** A problem in one line. */
  static String sentence(Problem problem) {
    StringBuilder text = new StringBuilder(problem.code()).append(": ").append(problem.detail());
    if (problem.scope() != null) {
      text.append(" (").append(problem.scope()).append(')');
    }
    if (problem.providerCode() != null) {
      text.append(" [").append(problem.providerCode()).append(']');
    }
    if (problem.retryAfter() != null) {
      text.append("; try again in ").append(problem.retryAfter().toSeconds()).append(" s");
    }
    return text.toString();
  }
}
