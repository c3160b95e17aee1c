package io.novacron.simulator.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a request, and for which region and service. The signature itself is not checked, as
 * the simulator knows no secrets.
 *
 * @param accessKey access key id
 * @param region region
 * @param service name of the service
 */
record SigningScope(String accessKey, String region, String service) {
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "AWS4-HMAC-SHA256 .*Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request.*");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

  /** Access keys that are refused, and how. */
  static final Map<String, Refusal> REFUSED_KEYS =
      Map.of(
          "AKIAAUTHFAILURE00000", new Refusal(401, "AuthFailure", false),
          "AKIAINVALIDTOKENID00", new Refusal(403, "InvalidClientTokenId", false),
          "AKIASIGNATURE0000000", new Refusal(403, "SignatureDoesNotMatch", false),
          "AKIAEXPIREDTOKEN0000", new Refusal(403, "ExpiredToken", false),
          "AKIAUNAUTHORIZED0000", new Refusal(403, "UnauthorizedOperation", false),
          "AKIAREADONLY00000000", new Refusal(403, "UnauthorizedOperation", true),
          "AKIAOPTINREQUIRED000", new Refusal(403, "OptInRequired", false),
          "AKIABLOCKED000000000", new Refusal(403, "Blocked", false));

  /**
   * How an access key is refused.
   *
   * @param changesOnly whether only calls are refused that may change something
   */
  record Refusal(int status, String code, boolean changesOnly) {}

  /** Reads the header; absent when the request is not signed. */
  static @Nullable SigningScope of(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    Matcher matcher = CREDENTIAL.matcher(authorization);
    return matcher.matches()
        ? new SigningScope(matcher.group(1), matcher.group(2), matcher.group(3))
        : null;
  }

  /**
   * Checks whether the request may be made.
   *
   * @param date value of X-Amz-Date
   * @param now the cloud's time
   * @param mutating whether the request may change something
   * @throws AwsError when it may not
   */
  void check(@Nullable String date, Instant now, boolean mutating) {
    Refusal refusal = REFUSED_KEYS.get(accessKey);
    if (refusal != null && (mutating || !refusal.changesOnly())) {
      throw denied(refusal.status(), refusal.code());
    }
    Instant at;
    try {
      at = date == null ? Instant.MIN : DATE.parse(date, Instant::from);
    } catch (DateTimeParseException e) {
      throw AwsError.of(403, "IncompleteSignature", "X-Amz-Date is not a date.");
    }
    if (date == null) {
      throw AwsError.of(403, "MissingAuthenticationToken", "The request has no X-Amz-Date.");
    }
    if (Duration.between(at, now).abs().compareTo(LARGEST_SKEW) > 0) {
      throw AwsError.client(
          "RequestExpired",
          "Request has expired: it is dated "
              + at
              + " and the time is "
              + now
              + "; at most "
              + LARGEST_SKEW.toMinutes()
              + " minutes between them are allowed.");
    }
  }

  /** The refusal with a code of denied access. */
  static AwsError denied(int status, String code) {
    String message =
        switch (code) {
          case "UnauthorizedOperation" -> "You are not authorized to perform this operation.";
          case "ExpiredToken" -> "The security token included in the request is expired.";
          case "InvalidClientTokenId" -> "The security token included in the request is invalid.";
          case "SignatureDoesNotMatch" ->
              "The request signature we calculated does not match the signature you provided.";
          case "OptInRequired" -> "You are not subscribed to this service.";
          case "Blocked" -> "This account is currently blocked.";
          default -> "AWS was not able to validate the provided access credentials.";
        };
    return AwsError.of(status, code, message);
  }
}
