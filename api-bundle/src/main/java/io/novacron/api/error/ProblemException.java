package io.novacron.api.error;

/**
 * Carries a {@link Problem} to the face that will render it. Expected failures travel this way, so
 * it has no stack trace; a defect is any other exception.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** The failure itself. */
  public Problem problem() {
    return problem;
  }
}
