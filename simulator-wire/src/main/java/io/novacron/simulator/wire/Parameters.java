package io.novacron.simulator.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request of the query protocol. Immutable. */
final class Parameters {
  private static final Pattern INDEX = Pattern.compile("\\.\\d+(?=\\.|$)");

  private final NavigableMap<String, String> values;

  private Parameters(NavigableMap<String, String> values) {
    this.values = Collections.unmodifiableNavigableMap(values);
  }

  /**
   * Reads a form.
   *
   * @throws AwsError when it is none
   */
  static Parameters ofForm(String form) {
    NavigableMap<String, String> values = new TreeMap<>();
    for (String pair : form.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      try {
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (values.put(name, value) != null) {
          throw AwsError.client(
              "InvalidParameterCombination", "The parameter " + name + " is given twice.");
        }
      } catch (IllegalArgumentException e) {
        throw AwsError.client("MalformedQueryString", "The form cannot be decoded.");
      }
    }
    return new Parameters(values);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The names that none of the patterns, in which {@code #} stands for a number, allows. */
  Set<String> outside(Set<String> patterns) {
    Set<String> outside = new TreeSet<>();
    for (String name : values.keySet()) {
      if (!patterns.contains(INDEX.matcher(name).replaceAll(".#"))) {
        outside.add(name);
      }
    }
    return outside;
  }

  /** A value; absent when it was not given or is empty. */
  @Nullable String find(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String get(String name, String otherwise) {
    String value = find(name);
    return value == null ? otherwise : value;
  }

  /**
   * A value that has to be there.
   *
   * @throws AwsError when it is not
   */
  String require(String name) {
    String value = find(name);
    if (value == null) {
      throw AwsError.missing(name);
    }
    return value;
  }

  boolean flag(String name) {
    String value = get(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw AwsError.invalid(name, value, "It must be true or false.");
    }
    return Boolean.parseBoolean(value);
  }

  long number(String name, long otherwise, long minimum, long maximum) {
    String value = find(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    throw AwsError.invalid(
        name, value, "Expecting a number from " + minimum + " to " + maximum + ".");
  }

  /** The values {@code name.1}, {@code name.2} and so on. */
  List<String> list(String name) {
    List<String> list = new ArrayList<>();
    for (String item : items(name)) {
      String value = values.get(item);
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }

  /** The prefixes {@code name.1}, {@code name.2} and so on of structures, in order. */
  List<String> items(String name) {
    TreeSet<Integer> numbers = new TreeSet<>();
    String prefix = name + ".";
    for (String key : values.tailMap(prefix, true).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      String rest = key.substring(prefix.length());
      int dot = rest.indexOf('.');
      String number = dot < 0 ? rest : rest.substring(0, dot);
      if (!number.isEmpty() && number.length() < 7 && number.chars().allMatch(Character::isDigit)) {
        numbers.add(Integer.parseInt(number));
      }
    }
    return numbers.stream().map(number -> prefix + number).toList();
  }

  /** Names and values in the order of names, without those that are left out. */
  List<String> flat(Set<String> leftOut) {
    List<String> flat = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          if (!leftOut.contains(name)) {
            flat.add(name);
            flat.add(value);
          }
        });
    return flat;
  }
}
