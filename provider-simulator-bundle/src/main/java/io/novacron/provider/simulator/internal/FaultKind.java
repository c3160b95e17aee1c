package io.novacron.provider.simulator.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults that there are, the calls that each can hit, and what each can be given. */
enum FaultKind {
  /** The call takes effect, its reply does not arrive. */
  LOST_REPLY,
  /** The call never arrives. */
  LOST_REQUEST,
  THROTTLE,
  /** Only so many calls of each class are taken in each region of an account. */
  RATE_LIMIT,
  CAPACITY,
  QUOTA,
  /** The credentials are refused. */
  DENIED,
  UNAVAILABLE,
  /** The call takes longer. */
  SLOW,
  /** The call is accepted, and what it began does not end before the fault is cleared. */
  STUCK,
  /** Machines in the reply are in a state of which we have never heard. */
  UNKNOWN_STATE,
  /**
   * Somebody else changes a machine, once and at once, as by the cloud's console; it is no longer
   * in force when it is answered.
   */
  OUT_OF_BAND;

  /**
   * A value that a fault can be given.
   *
   * @param required whether it must be
   * @param words the legal words; empty for a number or for any text
   * @param numeric whether it is a whole number
   * @param minimum smallest number
   * @param maximum largest number
   * @param otherwise what holds when it is not given; absent for nothing
   */
  record Parameter(
      boolean required,
      List<String> words,
      boolean numeric,
      long minimum,
      long maximum,
      @Nullable String otherwise) {
    private static final int LONGEST_TEXT = 200;

    static Parameter word(String first, String second) {
      return new Parameter(false, List.of(first, second), false, 0, 0, first);
    }

    static Parameter number(long minimum, long maximum) {
      return new Parameter(false, List.of(), true, minimum, maximum, null);
    }

    static Parameter required(long minimum, long maximum) {
      return new Parameter(true, List.of(), true, minimum, maximum, null);
    }

    static Parameter oneOf(List<String> words) {
      return new Parameter(false, words, false, 0, 0, null);
    }

    static Parameter requiredWord(List<String> words) {
      return new Parameter(true, words, false, 0, 0, null);
    }

    static Parameter requiredText() {
      return new Parameter(true, List.of(), false, 0, 0, null);
    }

    static Parameter text(String otherwise) {
      return new Parameter(false, List.of(), false, 0, 0, otherwise);
    }

    /** What is legal, to follow "must be". */
    String legal() {
      if (numeric) {
        return "a whole number from " + minimum + " to " + maximum;
      }
      return words.isEmpty()
          ? "a text of 1 to " + LONGEST_TEXT + " characters"
          : String.join(" or ", words);
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

  static Optional<FaultKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
  }

  static List<String> wireNames() {
    return Arrays.stream(values()).map(FaultKind::wireName).toList();
  }

  boolean canHit(Action action) {
    return switch (this) {
      case LOST_REPLY, LOST_REQUEST, THROTTLE, DENIED, UNAVAILABLE, SLOW -> true;
      case OUT_OF_BAND -> false;
      case RATE_LIMIT -> action != Action.REGIONS && action != Action.HEALTH;
      case CAPACITY ->
          switch (action) {
            case CREATE, START, RESUME, RESIZE -> true;
            default -> false;
          };
      case QUOTA -> CAPACITY.canHit(action) || action == Action.CREATE_SNAPSHOT;
      case STUCK ->
          switch (action) {
            case TAG, CREATE_SNAPSHOT, RESTORE_SNAPSHOT, DELETE_SNAPSHOT -> false;
            default -> action.mutating();
          };
      case UNKNOWN_STATE ->
          switch (action) {
            case CREATE, START, STOP, RESTART, PAUSE, RESUME, RESIZE -> true;
            case POLL, DESCRIBE, FIND_BY_TOKEN, FIND_BY_OWNER, LIST -> true;
            case TAG, RESTORE_SNAPSHOT -> true;
            case DELETE,
                REGIONS,
                HEALTH,
                CREATE_SNAPSHOT,
                DELETE_SNAPSHOT,
                DESCRIBE_SNAPSHOT,
                FIND_SNAPSHOTS,
                LIST_SNAPSHOTS,
                LIST_NETWORKS,
                LIST_SECURITY_GROUPS,
                METRICS,
                QUOTAS ->
                false;
          };
    };
  }

  Map<String, Parameter> parameters() {
    return switch (this) {
      case LOST_REPLY, LOST_REQUEST -> Map.of("silent", Parameter.word("false", "true"));
      case THROTTLE -> Map.of("retryAfterMillis", Parameter.number(0, 3_600_000));
      case RATE_LIMIT ->
          Map.of(
              "perSecond", Parameter.required(1, 1_000_000),
              "burst", Parameter.number(1, 1_000_000),
              "retryAfterMillis", Parameter.number(0, 3_600_000),
              "callClass", Parameter.oneOf(List.of("read", "create", "change", "delete")));
      case SLOW -> Map.of("extraMillis", Parameter.required(1, 600_000));
      case UNKNOWN_STATE -> Map.of("word", Parameter.text("quiescing"));
      case OUT_OF_BAND ->
          Map.of(
              "change",
              Parameter.requiredWord(OutOfBand.words()),
              "reference",
              Parameter.requiredText());
      case CAPACITY, QUOTA, DENIED, UNAVAILABLE, STUCK -> Map.of();
    };
  }
}
