package io.novacron.shell.internal;

import io.novacron.api.placement.Choice;
import io.novacron.api.placement.ScoredCandidate;
import io.novacron.api.placement.ScoredCandidates;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws candidates in characters, by price (each doubling equally wide) and score: W the choice, R
 * the runner-up, and the more others in a place the denser its character.
 */
final class CandidateChart {
  private static final int ROWS = 16;
  private static final int LABEL = 9;
  private static final int WIDEST = 100;
  private static final int NARROWEST = 40;
  private static final int USUAL = 80;
  private static final String DENSITY = " .:*#";

  private final ScoredCandidates candidates;
  private final int columns;
  private double cheapest = Double.POSITIVE_INFINITY;
  private double dearest;
  private double worst = Double.POSITIVE_INFINITY;
  private double best = Double.NEGATIVE_INFINITY;

  CandidateChart(ScoredCandidates candidates, int width) {
    this.candidates = candidates;
    // What is no terminal has no width.
    this.columns = Math.min(width < NARROWEST ? USUAL : width, WIDEST) - LABEL - 2;
    for (ScoredCandidate one : candidates.best()) {
      cheapest = Math.min(cheapest, dollars(one));
      dearest = Math.max(dearest, dollars(one));
      worst = Math.min(worst, one.score());
      best = Math.max(best, one.score());
    }
  }

  void print(PrintStream out) {
    if (candidates.best().isEmpty()) {
      out.println("No candidate passed all filters.");
      return;
    }
    int[][] counts = new int[ROWS][columns];
    for (ScoredCandidate one : candidates.best()) {
      counts[row(one.score())][column(dollars(one))]++;
    }
    char[][] picture = new char[ROWS][columns];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < columns; column++) {
        picture[row][column] = density(counts[row][column]);
      }
    }
    mark(picture, candidates.decision().runnerUp(), 'R');
    mark(picture, candidates.decision().chosen(), 'W');
    out.println(
        "score by price of "
            + candidates.best().size()
            + " of "
            + candidates.total()
            + " candidates; W the choice, R the runner-up");
    for (int row = 0; row < ROWS; row++) {
      String label = row == 0 ? number(best) : row == ROWS - 1 ? number(worst) : "";
      out.println(
          String.format(Locale.ROOT, "%" + LABEL + "s |", label) + new String(picture[row]));
    }
    char[] axis = new char[columns];
    Arrays.fill(axis, '-');
    out.println(" ".repeat(LABEL) + " +" + new String(axis));
    String right = number(dearest) + " USD/h";
    String left = number(cheapest);
    out.println(
        " ".repeat(LABEL + 2)
            + left
            + " ".repeat(Math.max(1, columns - left.length() - right.length()))
            + right);
  }

  private void mark(char[][] picture, @Nullable Choice choice, char mark) {
    if (choice != null) {
      picture[row(choice.score())][column(choice.pricePerHour().amount().doubleValue())] = mark;
    }
  }

  private int row(double score) {
    double share = best == worst ? 0 : (best - score) / (best - worst);
    return (int) Math.round(Math.max(0, Math.min(1, share)) * (ROWS - 1));
  }

  private int column(double price) {
    double share =
        cheapest == dearest ? 0 : Math.log(price / cheapest) / Math.log(dearest / cheapest);
    return (int) Math.round(Math.max(0, Math.min(1, share)) * (columns - 1));
  }

  private static char density(int count) {
    int level = count == 0 ? 0 : 1 + (int) (Math.log(count) / Math.log(4));
    return DENSITY.charAt(Math.min(level, DENSITY.length() - 1));
  }

  private static double dollars(ScoredCandidate candidate) {
    return Math.max(candidate.pricePerHour().doubleValue(), 1e-6);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
