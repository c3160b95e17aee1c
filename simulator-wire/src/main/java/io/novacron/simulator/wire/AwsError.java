package io.novacron.simulator.wire;

import java.util.Map;

/**
 * A refusal in the words of AWS. It has no stack trace: it is an answer, not a failure of this
 * process.
 */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  AwsError(int status, String code, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  static AwsError of(int status, String code, String message) {
    return new AwsError(status, code, message, Map.of());
  }

  /** A request that can never succeed as it is. */
  static AwsError client(String code, String message) {
    return of(400, code, message);
  }

  static AwsError missing(String parameter) {
    return client("MissingParameter", "The request must contain the parameter " + parameter + ".");
  }

  static AwsError invalid(String parameter, String value, String rule) {
    return client(
        "InvalidParameterValue",
        "Value (" + value + ") for parameter " + parameter + " is invalid. " + rule);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }
}
