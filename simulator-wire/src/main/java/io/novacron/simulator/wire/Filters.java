package io.novacron.simulator.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a request: all have to match, each by one of its values, in which {@code *} and
 * {@code ?} stand for any text and any character.
 */
final class Filters {
  static final Set<String> PARAMETERS = Set.of("Filter.#.Name", "Filter.#.Value.#");
  private static final String TAG = "tag:";

  private final Map<String, List<Pattern>> patterns;
  private final Map<String, List<String>> values;

  private Filters(Map<String, List<Pattern>> patterns, Map<String, List<String>> values) {
    this.patterns = patterns;
    this.values = values;
  }

  /**
   * Reads filters.
   *
   * @param legal the names that the action has; {@code tag:} stands for {@code tag:KEY}, {@code
   *     tag-key} and {@code tag-value}
   * @throws AwsError when a filter is none of these, so that no filter is ever ignored
   */
  static Filters of(Ec2Call call, Set<String> legal) {
    Map<String, List<Pattern>> patterns = new LinkedHashMap<>();
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String item : call.parameters().items("Filter")) {
      String name = call.parameters().require(item + ".Name");
      boolean tag =
          legal.contains(TAG)
              && (name.startsWith(TAG) || name.equals("tag-key") || name.equals("tag-value"));
      if (!tag && (!legal.contains(name) || name.equals(TAG))) {
        call.notSimulated("filter " + name);
        throw AwsError.client("InvalidParameterValue", "The filter '" + name + "' is invalid");
      }
      List<String> wanted = call.parameters().list(item + ".Value");
      if (wanted.isEmpty()) {
        throw AwsError.client(
            "InvalidParameterValue", "The filter '" + name + "' needs at least one value");
      }
      List<String> all = values.computeIfAbsent(name, absent -> new ArrayList<>());
      all.addAll(wanted);
      patterns.put(name, all.stream().map(Filters::pattern).toList());
    }
    return new Filters(patterns, values);
  }

  /** The values given for a filter; absent when it was not given. */
  @Nullable List<String> values(String name) {
    return values.get(name);
  }

  /**
   * Whether something matches.
   *
   * @param tags its tags
   * @param field gives the value of each other field by the filter's name
   */
  boolean match(Map<String, String> tags, Function<String, String> field) {
    return matchAny(tags, name -> List.of(field.apply(name)));
  }

  /** The same for fields of several values, of which one has to match. */
  boolean matchAny(Map<String, String> tags, Function<String, List<String>> fields) {
    for (Map.Entry<String, List<Pattern>> filter : patterns.entrySet()) {
      String name = filter.getKey();
      Collection<String> candidates;
      if (name.startsWith(TAG)) {
        String value = tags.get(name.substring(TAG.length()));
        candidates = value == null ? List.of() : List.of(value);
      } else if (name.equals("tag-key")) {
        candidates = tags.keySet();
      } else if (name.equals("tag-value")) {
        candidates = tags.values();
      } else {
        candidates = fields.apply(name);
      }
      if (candidates.stream()
          .noneMatch(
              value -> filter.getValue().stream().anyMatch(one -> one.matcher(value).matches()))) {
        return false;
      }
    }
    return true;
  }

  private static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      } else {
        regex.append(Pattern.quote(text.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
