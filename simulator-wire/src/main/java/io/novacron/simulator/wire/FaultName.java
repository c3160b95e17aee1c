package io.novacron.simulator.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The faults that there are and what each can be given. */
enum FaultName {
  /** The call takes effect, then the connection breaks. */
  LOST_REPLY(Map.of("silent", Rule.words("false", "true"))),
  /** The connection breaks before anything is done. */
  LOST_REQUEST(Map.of("silent", Rule.words("false", "true"))),
  /** The call takes effect, and half of the body arrives before the connection breaks. */
  TRUNCATED(Map.of()),
  /** The call takes effect, and the body is of the right length but not well-formed. */
  MALFORMED(Map.of()),
  /** The call takes effect, and the body never ends. */
  ENDLESS(Map.of("kibPerSecond", Rule.number(false, 1, 10_000_000))),
  /** The call takes effect, and the body arrives byte by byte. */
  SLOW_BODY(Map.of("everyMillis", Rule.number(true, 1, 60_000))),
  THROTTLE(Map.of("retryAfterMillis", Rule.number(false, 0, 3_600_000))),
  /** Only so many calls of a region are taken; reads and changes are counted apart. */
  RATE_LIMIT(
      Map.of(
          "perSecond", Rule.number(true, 1, 1_000_000),
          "burst", Rule.number(false, 1, 1_000_000),
          "retryAfterMillis", Rule.number(false, 0, 3_600_000),
          "calls", Rule.words("all", "read", "change"))),
  CAPACITY(Map.of()),
  QUOTA(
      Map.of(
          "code",
          Rule.words(
              "VcpuLimitExceeded",
              "InstanceLimitExceeded",
              "MaxSpotInstanceCountExceeded",
              "SnapshotLimitExceeded",
              "VolumeLimitExceeded"))),
  DENIED(
      Map.of(
          "code",
          Rule.words(
              "AuthFailure",
              "InvalidClientTokenId",
              "UnauthorizedOperation",
              "ExpiredToken",
              "SignatureDoesNotMatch",
              "OptInRequired",
              "Blocked"))),
  UNAVAILABLE(Map.of("code", Rule.words("Unavailable", "InternalError", "ServiceUnavailable"))),
  SLOW(Map.of("extraMillis", Rule.number(true, 1, 600_000))),
  /** What the call begins does not end before the fault is cleared. */
  STUCK(Map.of()),
  /** Instances in the reply are in a state of which nobody has heard. */
  UNKNOWN_STATE(Map.of("word", Rule.text("quiescing"))),
  /** The cloud's clock is off by so many seconds. */
  CLOCK_SKEW(Map.of("seconds", Rule.number(true, -86_400, 86_400)));

  private final Map<String, Rule> parameters;

  FaultName(Map<String, Rule> parameters) {
    this.parameters = parameters;
  }

  /**
   * What a parameter may be.
   *
   * @param words the legal words, the first of which holds without one; empty for others
   * @param numeric whether it is a whole number
   * @param otherwise what holds when it is not given; empty for nothing
   */
  record Rule(
      boolean required,
      List<String> words,
      boolean numeric,
      long minimum,
      long maximum,
      String otherwise) {
    private static final int LONGEST_TEXT = 100;

    static Rule words(String... words) {
      return new Rule(false, List.of(words), false, 0, 0, words[0]);
    }

    static Rule number(boolean required, long minimum, long maximum) {
      return new Rule(required, List.of(), true, minimum, maximum, "");
    }

    static Rule text(String otherwise) {
      return new Rule(false, List.of(), false, 0, 0, otherwise);
    }

    /** What is legal, to follow "must be". */
    String legal() {
      if (numeric) {
        return "a whole number from " + minimum + " to " + maximum;
      }
      return words.isEmpty()
          ? "a text of 1 to " + LONGEST_TEXT + " characters"
          : "one of " + String.join(", ", words);
    }

    boolean accepts(String value) {
      if (!numeric) {
        return words.isEmpty()
            ? !value.isBlank() && value.length() <= LONGEST_TEXT
            : words.contains(value);
      }
      try {
        long number = Long.parseLong(value);
        return number >= minimum && number <= maximum;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<FaultName> of(String wireName) {
    return Arrays.stream(values()).filter(name -> name.wireName().equals(wireName)).findFirst();
  }

  static List<String> wireNames() {
    return Arrays.stream(values()).map(FaultName::wireName).toList();
  }

  Map<String, Rule> parameters() {
    return parameters;
  }

  /** Whether a call that it hits is settled by it, so that no other such fault hits the call. */
  boolean decides() {
    return switch (this) {
      case SLOW, STUCK, UNKNOWN_STATE, CLOCK_SKEW -> false;
      default -> true;
    };
  }

  /** Whether it can hit a call at all. */
  boolean canHit(CallKey call) {
    return switch (this) {
      case CAPACITY ->
          call.action().equals("RunInstances") || call.action().equals("StartInstances");
      case QUOTA ->
          switch (call.action()) {
            case "RunInstances",
                "StartInstances",
                "CreateSnapshot",
                "CreateSnapshots",
                "CreateVolume" ->
                true;
            default -> false;
          };
      case STUCK ->
          switch (call.action()) {
            case "RunInstances", "StartInstances", "StopInstances", "TerminateInstances" -> true;
            default -> false;
          };
      default -> true;
    };
  }
}
