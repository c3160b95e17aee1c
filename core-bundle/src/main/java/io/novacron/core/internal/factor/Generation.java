package io.novacron.core.internal.factor;

import io.novacron.api.catalog.InstanceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many generations a type is behind the newest of its series, as the names of the clouds tell:
 * {@code m7g} is the seventh of {@code m}, {@code Standard_D4s_v5} the fifth of {@code D}, {@code
 * n2-standard-4} the second of {@code n}.
 */
final class Generation {
  private static final Pattern AWS = Pattern.compile("([a-z]+?)(\\d+)[a-z-]*\\..+");
  private static final Pattern AZURE =
      Pattern.compile("(?:Standard|Basic)_([A-Z]+)\\d+.*?(?:_v(\\d+))?(?:_Promo)?");
  private static final Pattern GCP = Pattern.compile("([a-z])(\\d+)[a-z]*-.+");

  private final Map<String, Integer> newest = new HashMap<>();

  Generation(List<InstanceType> types) {
    for (InstanceType type : types) {
      Named named = named(type);
      if (named != null) {
        newest.merge(named.series, named.number, Math::max);
      }
    }
  }

  /** Generations behind; empty for a name that tells none. */
  OptionalInt behind(InstanceType type) {
    Named named = named(type);
    return named == null
        ? OptionalInt.empty()
        : OptionalInt.of(newest.getOrDefault(named.series, named.number) - named.number);
  }

  private static @Nullable Named named(InstanceType type) {
    Matcher matcher =
        switch (type.cloud()) {
          case "aws" -> AWS.matcher(type.name());
          case "azure" -> AZURE.matcher(type.name());
          default -> GCP.matcher(type.name());
        };
    if (!matcher.matches()) {
      return null;
    }
    String number = matcher.group(2);
    return new Named(
        type.cloud() + ' ' + matcher.group(1), number == null ? 1 : Integer.parseInt(number));
  }

  private record Named(String series, int number) {}
}
