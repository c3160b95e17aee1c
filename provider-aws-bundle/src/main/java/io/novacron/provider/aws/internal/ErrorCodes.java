package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import java.util.Set;

/** What AWS's own codes mean. From the public lists of error codes of EC2, STS and CloudWatch. */
final class ErrorCodes {
  private static final Set<String> THROTTLED =
      Set.of(
          "RequestLimitExceeded",
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "TooManyRequestsException",
          "EC2ThrottledException",
          "SlowDown",
          "SnapshotCreationPerVolumeRateExceeded",
          "ConcurrentTagAccess");
  private static final Set<String> CLOCK =
      Set.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");
  private static final Set<String> CREDENTIALS =
      Set.of(
          "AuthFailure",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "UnrecognizedClientException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException");
  private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");
  private static final Set<String> RIGHTS =
      Set.of(
          "UnauthorizedOperation",
          "AccessDenied",
          "AccessDeniedException",
          "OperationNotPermitted");
  private static final Set<String> ACCOUNT =
      Set.of(
          "OptInRequired",
          "Blocked",
          "PendingVerification",
          "AccountDisabled",
          "RegionDisabledException");
  private static final Set<String> CAPACITY =
      Set.of(
          "InsufficientInstanceCapacity",
          "InsufficientHostCapacity",
          "InsufficientReservedInstanceCapacity",
          "InsufficientReservedInstancesCapacity",
          "InsufficientCapacity",
          "InsufficientCapacityOnHost",
          "InsufficientVolumeCapacity",
          "SpotMaxPriceTooLow",
          "VolumeTypeNotAvailableInZone");
  private static final Set<String> CONFLICT =
      Set.of(
          "IdempotentParameterMismatch",
          "IdempotentInstanceTerminated",
          "IncorrectInstanceState",
          "IncorrectState",
          "InvalidState",
          "VolumeInUse",
          "DependencyViolation",
          "ResourceAlreadyExists");
  private static final Set<String> NOT_FOUND =
      Set.of(
          "InvalidInstanceID.NotFound",
          "InvalidInstanceID.Malformed",
          "InvalidSnapshot.NotFound",
          "InvalidSnapshotID.Malformed",
          "InvalidVolume.NotFound",
          "InvalidVolumeID.Malformed");
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "UnsupportedOperation",
          "UnsupportedInstanceAttribute",
          "UnsupportedHibernationConfiguration");
  private static final Set<String> UNKNOWN_CALL =
      Set.of("InvalidAction", "UnknownOperationException");
  private static final Set<String> UNAVAILABLE =
      Set.of(
          "Unavailable",
          "ServiceUnavailable",
          "ServiceUnavailableException",
          "InternalError",
          "InternalFailure",
          "InternalServerError",
          "ServerInternal");
  private static final Set<String> FULL =
      Set.of(
          "InsufficientFreeAddressesInSubnet",
          "InsufficientAddressCapacity",
          "ResourceLimitExceeded");

  private ErrorCodes() {}

  /** What a code means, with what can be done. */
  static Meaning meaning(String code, int status) {
    if (THROTTLED.contains(code) || status == 429) {
      return new Meaning(
          Category.THROTTLED,
          "Calls to this account and region are slowed down; it passes by itself.");
    }
    if (CLOCK.contains(code)) {
      return new Meaning(
          Category.DENIED,
          "The clock of this machine differs from AWS's by more than AWS takes: set it by NTP.");
    }
    if (EXPIRED.contains(code)) {
      return new Meaning(
          Category.DENIED,
          "The credentials have expired: renew the session token, or use a source that renews"
              + " itself.");
    }
    if (CREDENTIALS.contains(code)) {
      return new Meaning(
          Category.DENIED,
          "AWS does not know or accept the credentials here: check the account's credentials settings,"
              + " that the key is active and the region is enabled for the account, and the clock of"
              + " this machine.");
    }
    if (RIGHTS.contains(code)) {
      return new Meaning(
          Category.DENIED,
          "The credentials lack the right, or the machine is protected: compare the policy of the"
              + " user or role with the permissions in docs/providers/aws.md.");
    }
    if (ACCOUNT.contains(code)) {
      return new Meaning(
          Category.DENIED, "The account may not use this yet: see its state in the AWS console.");
    }
    if (CAPACITY.contains(code)) {
      return new Meaning(
          Category.CAPACITY, "Choose another zone, region or instance type, or ask again later.");
    }
    if (FULL.contains(code) || code.endsWith("LimitExceeded") || code.endsWith("CountExceeded")) {
      return new Meaning(
          Category.QUOTA,
          "Ask AWS to raise the quota (Service Quotas, in this region), free some of it, or choose"
              + " another region or account.");
    }
    if (CONFLICT.contains(code)) {
      return new Meaning(Category.CONFLICT, "Look at its state, then ask again.");
    }
    if (NOT_FOUND.contains(code)) {
      return new Meaning(Category.NOT_FOUND, "Check the id, the region and the account.");
    }
    if (UNSUPPORTED.contains(code)) {
      return new Meaning(Category.UNSUPPORTED, "AWS does not do this to such a machine.");
    }
    if (UNKNOWN_CALL.contains(code)) {
      return new Meaning(
          Category.UNSUPPORTED,
          "What answers does not know this call, which AWS does: check the endpoint setting.");
    }
    if (UNAVAILABLE.contains(code) || status >= 500) {
      return new Meaning(Category.UNAVAILABLE, "AWS has trouble of its own; it passes by itself.");
    }
    return new Meaning(Category.INVALID, "Change what the message names and ask again.");
  }

  /** Whether a code is about the proof of who we are, whose message may repeat what was signed. */
  static boolean tellsWhatWasSigned(String code) {
    return CREDENTIALS.contains(code) || CLOCK.contains(code);
  }

  /**
   * A code in our words.
   *
   * @param category its category
   * @param nextStep what can be done, as a sentence
   */
  record Meaning(Category category, String nextStep) {}
}
