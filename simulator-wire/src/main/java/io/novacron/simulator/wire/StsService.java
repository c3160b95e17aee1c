package io.novacron.simulator.wire;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Security Token Service in its query protocol: temporary credentials that expire. Safe for use by
 * many threads.
 */
final class StsService {
  static final String NAME = "sts";
  static final String VERSION = "2011-06-15";
  static final Set<String> ACTIONS = Set.of("AssumeRole", "GetCallerIdentity");

  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/" + VERSION + "/";
  private static final String CONTENT_TYPE = "text/xml";
  private static final String ROLE = "arn:aws:iam::\\d{12}:role/[\\w+=,.@/-]+";
  private static final String TOKEN = "simulated-session-until-";
  private static final Map<String, Set<String>> PARAMETERS =
      new TreeMap<>(
          Map.of(
              "AssumeRole",
                  Set.of(
                      "Action",
                      "Version",
                      "RoleArn",
                      "RoleSessionName",
                      "DurationSeconds",
                      "ExternalId"),
              "GetCallerIdentity", Set.of("Action", "Version")));

  /**
   * Does what a request asks.
   *
   * @param notSimulated is told of what is used and not simulated
   * @throws AwsError to refuse it
   */
  HttpReply answer(
      String action,
      Parameters parameters,
      SigningScope scope,
      String requestId,
      Instant now,
      Consumer<String> notSimulated) {
    Set<String> legal = PARAMETERS.get(action);
    if (legal == null) {
      notSimulated.accept("action");
      throw AwsError.client("InvalidAction", "Could not find operation " + action);
    }
    Set<String> unknown = parameters.outside(legal);
    if (!unknown.isEmpty()) {
      unknown.forEach(name -> notSimulated.accept("parameter " + name));
      throw AwsError.client(
          "ValidationError", "Not recognized: " + String.join(", ", unknown) + ".");
    }
    Consumer<Xml> result =
        action.equals("AssumeRole") ? assumeRole(parameters, requestId, now) : identity(scope);
    byte[] body =
        Xml.document(
            action + "Response",
            NAMESPACE,
            xml -> {
              xml.element(action + "Result", () -> result.accept(xml));
              xml.element("ResponseMetadata", () -> xml.text("RequestId", requestId));
            });
    return HttpReply.of(200, CONTENT_TYPE, body);
  }

  private static Consumer<Xml> assumeRole(Parameters parameters, String requestId, Instant now) {
    String role = parameters.require("RoleArn");
    String session = parameters.require("RoleSessionName");
    if (!role.matches(ROLE)) {
      throw AwsError.client("ValidationError", role + " is invalid");
    }
    Instant end = now.plusSeconds(parameters.number("DurationSeconds", 3_600, 900, 43_200));
    String digits = requestId.replace("-", "").substring(0, 16).toUpperCase(java.util.Locale.ROOT);
    return xml -> {
      xml.element(
          "Credentials",
          () ->
              xml.text("AccessKeyId", "ASIA" + digits)
                  .text("SecretAccessKey", "simulated-secret-" + digits)
                  .text("SessionToken", TOKEN + end.getEpochSecond())
                  .text("Expiration", end.toString()));
      xml.element(
          "AssumedRoleUser",
          () ->
              xml.text("AssumedRoleId", "AROASIMULATED:" + session)
                  .text(
                      "Arn",
                      role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")
                          + "/"
                          + session));
    };
  }

  private static Consumer<Xml> identity(SigningScope scope) {
    return xml ->
        xml.text("UserId", scope.accessKey())
            .text("Account", Ec2Estate.OWNER)
            .text("Arn", "arn:aws:iam::" + Ec2Estate.OWNER + ":user/" + scope.accessKey());
  }

  /**
   * Checks a session token: one that this service gave is good until its end, others for ever.
   *
   * @throws AwsError when it has expired
   */
  static void check(@Nullable String token, Instant now) {
    if (token == null || !token.startsWith(TOKEN)) {
      return;
    }
    try {
      if (now.getEpochSecond() < Long.parseLong(token.substring(TOKEN.length()))) {
        return;
      }
    } catch (NumberFormatException e) {
      throw SigningScope.denied(403, "InvalidClientTokenId");
    }
    throw SigningScope.denied(403, "ExpiredToken");
  }

  /** The refusal as a reply. */
  static HttpReply refusal(AwsError error, String requestId) {
    byte[] body =
        Xml.document(
            "ErrorResponse",
            NAMESPACE,
            xml -> {
              xml.element(
                  "Error",
                  () ->
                      xml.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                          .text("Code", error.code())
                          .text("Message", error.reason()));
              xml.text("RequestId", requestId);
            });
    return new HttpReply(error.status(), CONTENT_TYPE, error.headers(), body);
  }
}
