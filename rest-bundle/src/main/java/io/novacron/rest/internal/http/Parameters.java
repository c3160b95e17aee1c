package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.request.RequestOptions;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what comes in addresses and headers, and says what is legal when it is not. */
public final class Parameters {
  private static final String KEY_HEADER = "Idempotency-Key";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:@-]{1,200}");

  private Parameters() {}

  /** A whole number in a range. */
  public static int integer(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw RejectedException.parameter(name, "must be a whole number from " + least + " to " + most);
  }

  /** A number that is not negative. */
  public static double amount(String name, String value) {
    try {
      double number = Double.parseDouble(value);
      if (number >= 0 && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the range.
    }
    throw RejectedException.parameter(name, "must be a number of 0 or more");
  }

  /** A word of an enum, in any case; absent when it is not given. */
  public static <E extends Enum<E>> @Nullable E word(
      String name, @Nullable String value, Class<E> type) {
    if (value == null) {
      return null;
    }
    List<E> words = Arrays.asList(type.getEnumConstants());
    return words.stream()
        .filter(word -> word.name().equalsIgnoreCase(value.replace('-', '_')))
        .findFirst()
        .orElseThrow(
            () ->
                RejectedException.parameter(
                    name,
                    "must be one of "
                        + words.stream().map(Enum::name).collect(Collectors.joining(", "))));
  }

  /**
   * An action by the verb in a path.
   *
   * @param actions those that there are
   * @param verb the verb of an action
   * @param given the verb in the path
   * @throws io.novacron.api.error.ProblemException with NOT_FOUND and the verbs that there are
   */
  public static <A> A action(List<A> actions, Function<A, String> verb, String given) {
    return actions.stream()
        .filter(action -> verb.apply(action).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.builder(
                        "action-not-found", Category.NOT_FOUND, "There is no action of this name.")
                    .nextStep(
                        "The actions are "
                            + actions.stream().map(verb).collect(Collectors.joining(", "))
                            + ".")
                    .toException());
  }

  /** True or false; absent when it is not given. */
  public static @Nullable Boolean flag(String name, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw RejectedException.parameter(name, "must be true or false");
    };
  }

  /** Whether {@code ?dryRun=} asks what would be instead of the change. */
  public static boolean dryRun(@Nullable String value) {
    return Boolean.TRUE.equals(flag("dryRun", value));
  }

  /**
   * How a change is asked for by a route that takes an idempotency key.
   *
   * @param dryRun as given; a dry run changes nothing and takes no key
   */
  public static RequestOptions options(@Nullable String dryRun, ContainerRequestContext request) {
    return dryRun(dryRun)
        ? unkeyed(dryRun, request)
        : RequestOptions.keyed(idempotencyKey(request));
  }

  /**
   * How a change is asked for by a route that takes no idempotency key.
   *
   * @param dryRun as given
   */
  public static RequestOptions unkeyed(@Nullable String dryRun, ContainerRequestContext request) {
    noIdempotencyKey(request);
    return dryRun(dryRun) ? RequestOptions.DRY_RUN : RequestOptions.NONE;
  }

  /**
   * A length of time such as {@code 20s}, {@code 500ms} or {@code 1m}; more than the most counts as
   * the most.
   */
  public static Duration duration(String name, String value, Duration most) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw RejectedException.parameter(
          name, "must be a whole number and its unit (ms, s, m, h, d), such as 20s");
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return duration.compareTo(most) > 0 ? most : duration;
  }

  /** Labels given as {@code label=key=value} or {@code label.key=value}. */
  public static Map<String, String> labels(List<String> given, ContainerRequestContext request) {
    return labels(given, request.getUriInfo().getQueryParameters());
  }

  /** Labels given as {@code label=key=value}, or by parameters as {@code label.key=value}. */
  public static Map<String, String> labels(
      List<String> given, Map<String, ? extends List<String>> query) {
    Map<String, String> labels = new TreeMap<>();
    for (String text : given) {
      int split = text.indexOf('=');
      if (split < 1) {
        throw RejectedException.parameter("label", "must be key=value, such as label=app%3Dshop");
      }
      label(labels, text.substring(0, split), text.substring(split + 1));
    }
    String prefix = QueryParameterFilter.LABEL + ".";
    query.forEach(
        (name, values) -> {
          if (name.startsWith(prefix)) {
            label(labels, name.substring(prefix.length()), values.get(0));
          }
        });
    return labels;
  }

  private static void label(Map<String, String> labels, String key, String value) {
    String before = labels.putIfAbsent(key, value);
    if (before != null && !before.equals(value)) {
      throw RejectedException.parameter("label", "has two values for " + key);
    }
  }

  /** The idempotency key of a request; absent when it has none. */
  public static @Nullable String idempotencyKey(ContainerRequestContext request) {
    String key = request.getHeaderString(KEY_HEADER);
    if (key != null && !KEY.matcher(key).matches()) {
      throw RejectedException.parameter(KEY_HEADER, "must be 1 to 128 visible ASCII characters");
    }
    return key;
  }

  /** Refuses an idempotency key where it could not be honoured, rather than ignore it. */
  public static void noIdempotencyKey(ContainerRequestContext request) {
    if (request.getHeaderString(KEY_HEADER) != null) {
      throw RejectedException.parameter(
          KEY_HEADER, "is not taken by this request, and by no dry run; leave it out");
    }
  }

  /**
   * An id from a path.
   *
   * @param kind what it is the id of, such as {@code machine}
   * @throws io.novacron.api.error.ProblemException with NOT_FOUND when nothing can have such an id
   */
  public static String identifier(String kind, String value) {
    if (IDENTIFIER.matcher(value).matches()) {
      return value;
    }
    throw Problem.builder(
            kind + "-not-found", Category.NOT_FOUND, "There is no " + kind + " of this id.")
        .nextStep(
            "Ids are 1 to 200 letters, digits and . _ : @ -; take them from a list or an answer.")
        .toException();
  }
}
