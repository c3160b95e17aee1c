package io.novacron.core.internal.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the names that somebody most likely meant, whatever their case. */
public final class ClosestNames {
  private static final int MOST = 3;

  private ClosestNames() {}

  /** At most three of the known names, the closest to an unknown one first. */
  public static List<String> of(String unknown, Stream<String> known) {
    String wanted = unknown.toLowerCase(Locale.ROOT);
    Comparator<String> byDistance =
        Comparator.comparingInt(
            name -> EditDistance.between(wanted, name.toLowerCase(Locale.ROOT)));
    return known
        .distinct()
        .sorted(byDistance.thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }
}
