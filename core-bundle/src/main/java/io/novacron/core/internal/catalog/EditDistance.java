package io.novacron.core.internal.catalog;

/** Tells how unlike two words are, to guess what was meant by an unknown one. */
public final class EditDistance {
  private EditDistance() {}

  /** Number of letters to change, add or drop to get the other word (Levenshtein's distance). */
  public static int between(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
