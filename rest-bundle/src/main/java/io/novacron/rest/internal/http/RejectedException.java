package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import java.util.List;
import java.util.Map;

/** A request that the REST face itself refuses, with the exact status and headers of the answer. */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Problem problem;
  private final transient Map<String, String> headers;

  public RejectedException(int status, Problem problem, Map<String, String> headers) {
    super(problem.detail(), null, false, false);
    this.status = status;
    this.problem = problem;
    this.headers = Map.copyOf(headers);
  }

  /** A query parameter or header that can't be used: 400. */
  public static RejectedException parameter(String name, String message) {
    return badRequest("invalid-parameter", List.of(new FieldError(name, message)));
  }

  /** Query parameters that can't be used, each with what is legal: 400. */
  public static RejectedException parameters(List<FieldError> errors) {
    return badRequest("invalid-parameter", errors);
  }

  /** Query parameters or headers that can't be used: 400. */
  static RejectedException badRequest(String code, List<FieldError> errors) {
    FieldError first = errors.get(0);
    return new RejectedException(
        400,
        Problem.builder(code, Category.INVALID, first.pointer() + " " + first.message() + ".")
            .errors(errors)
            .build(),
        Map.of());
  }

  int status() {
    return status;
  }

  Problem problem() {
    return problem;
  }

  Map<String, String> headers() {
    return headers;
  }
}
