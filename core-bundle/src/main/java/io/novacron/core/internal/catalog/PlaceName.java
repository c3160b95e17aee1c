package io.novacron.core.internal.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The form of a city's name by which places are compared: lower case, without accents, other
 * letters and digits as single blanks, so that {@code São Paulo}, {@code sao paulo} and {@code
 * SAO-PAULO} are one.
 *
 * @param normalized the compared form
 */
record PlaceName(String normalized) {
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Other names in wide use for cities of the catalog, in compared form. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "frankfurt am main", "frankfurt",
          "frankfurt main", "frankfurt",
          "milano", "milan",
          "wien", "vienna",
          "warszawa", "warsaw",
          "zuerich", "zurich",
          "geneve", "geneva",
          "genf", "geneva",
          "northern virginia", "ashburn",
          "new delhi", "delhi");

  /** The compared form of a name as a person writes it. */
  static PlaceName of(String written) {
    String withoutAccents =
        ACCENTS.matcher(Normalizer.normalize(written, Normalizer.Form.NFD)).replaceAll("");
    String normalized =
        SEPARATORS.matcher(withoutAccents).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    return new PlaceName(ALIASES.getOrDefault(normalized, normalized));
  }

  /** Number of letters to change, add or drop to get the other name. */
  int distance(PlaceName other) {
    return EditDistance.between(normalized, other.normalized);
  }
}
