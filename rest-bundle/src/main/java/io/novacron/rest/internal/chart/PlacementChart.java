package io.novacron.rest.internal.chart;

import io.novacron.api.machine.Size;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.placement.ScoredCandidate;
import io.novacron.api.placement.ScoredCandidates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Draws the candidates of a decision by price and score, with the choice and the runner-up marked.
 * The colours are those of Okabe and Ito, which people see apart whatever their sight.
 */
public final class PlacementChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 584;
  private static final int LEFT = 76;
  private static final int RIGHT = 876;
  private static final int TOP = 96;
  private static final int BOTTOM = 496;
  private static final int TICKS = 6;
  private static final String GRID = "#e4e7eb";
  private static final String WINNER = "#d55e00";
  private static final String RUNNER_UP = "#cc79a7";
  private static final String OTHER = "#7b8794";
  private static final Map<String, String> COLOURS =
      Map.of("aws", "#e69f00", "azure", "#0072b2", "gcp", "#009e73");

  private final ScoredCandidates candidates;
  private final Decision decision;

  private PlacementChart(ScoredCandidates candidates) {
    this.candidates = candidates;
    this.decision = candidates.decision();
  }

  /** The picture as SVG. */
  public static String draw(ScoredCandidates candidates) {
    return new PlacementChart(candidates).draw();
  }

  private String draw() {
    String title = "Candidates of " + decision.id() + " by price and score";
    Svg svg = new Svg(WIDTH, HEIGHT, title, description());
    svg.rectangle(0, 0, WIDTH, HEIGHT, "#ffffff");
    svg.text(LEFT, 30, "start", "600", title);
    svg.text(LEFT, 50, "start", "400", asked(decision.request()) + ", policy " + decision.policy());
    if (candidates.best().isEmpty()) {
      svg.text(WIDTH / 2.0, HEIGHT / 2.0, "middle", "400", "No candidate passed all filters.");
      return svg.end();
    }
    Scale prices = prices();
    Scale scores = scores();
    axes(svg, prices, scores);
    for (ScoredCandidate one : candidates.best()) {
      svg.dot(
          prices.position(dollars(one.pricePerHour())),
          scores.position(one.score()),
          3.2,
          colour(one.cloud()),
          "0.55");
    }
    mark(svg, prices, scores, decision.runnerUp(), RUNNER_UP);
    mark(svg, prices, scores, decision.chosen(), WINNER);
    legend(svg);
    return svg.end();
  }

  private String description() {
    Choice chosen = decision.chosen();
    Choice runnerUp = decision.runnerUp();
    return candidates.total()
        + " candidates passed all filters"
        + (candidates.best().size() < candidates.total()
            ? ", the best " + candidates.best().size() + " of which are shown"
            : "")
        + (chosen == null ? "" : "; the choice is " + told(chosen))
        + (runnerUp == null ? "" : "; the runner-up is " + told(runnerUp))
        + ".";
  }

  private static String asked(PlacementRequest request) {
    Size size = request.size();
    String what =
        size == null
            ? String.valueOf(request.instanceType())
            : size.vcpus() + " vCPUs, " + size.memoryGib() + " GiB";
    return what + ", " + request.market().kind().wireName();
  }

  private Scale prices() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (ScoredCandidate one : candidates.best()) {
      least = Math.min(least, dollars(one.pricePerHour()));
      most = Math.max(most, dollars(one.pricePerHour()));
    }
    return Scale.logarithmic(least, most, LEFT, RIGHT);
  }

  private Scale scores() {
    List<ScoredCandidate> best = candidates.best();
    return Scale.linear(best.get(best.size() - 1).score(), best.get(0).score(), BOTTOM, TOP);
  }

  private static void axes(Svg svg, Scale prices, Scale scores) {
    for (double tick : prices.ticks(TICKS)) {
      svg.line(prices.position(tick), TOP, prices.position(tick), BOTTOM, GRID);
      svg.text(prices.position(tick), BOTTOM + 20, "middle", "400", label(tick));
    }
    for (double tick : scores.ticks(TICKS)) {
      svg.line(LEFT, scores.position(tick), RIGHT, scores.position(tick), GRID);
      svg.text(LEFT - 8, scores.position(tick) + 4, "end", "400", label(tick));
    }
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "400", "price, USD/h (logarithmic)");
    svg.text(LEFT - 8, TOP - 10, "end", "400", "score");
  }

  private static void mark(
      Svg svg, Scale prices, Scale scores, @Nullable Choice choice, String colour) {
    if (choice != null) {
      svg.ring(
          prices.position(dollars(choice.pricePerHour().amount())),
          scores.position(choice.score()),
          8,
          colour);
    }
  }

  private void legend(Svg svg) {
    Choice chosen = decision.chosen();
    Choice runnerUp = decision.runnerUp();
    double x = LEFT;
    for (String cloud :
        new TreeSet<>(candidates.best().stream().map(ScoredCandidate::cloud).toList())) {
      svg.dot(x + 5, 68, 5, colour(cloud), "1");
      svg.text(x + 15, 72, "start", "400", cloud);
      x += 75;
    }
    if (chosen != null) {
      svg.ring(x + 6, 68, 6, WINNER);
      svg.text(x + 18, 72, "start", "600", told(chosen));
    }
    if (runnerUp != null) {
      svg.ring(LEFT + 6, HEIGHT - 12, 6, RUNNER_UP);
      svg.text(LEFT + 18, HEIGHT - 8, "start", "400", "runner-up: " + told(runnerUp));
    }
  }

  private static String told(Choice choice) {
    return choice.instanceType()
        + " in "
        + choice.region()
        + " at "
        + choice.pricePerHour().amount().toPlainString()
        + " USD/h";
  }

  private static String colour(String cloud) {
    return COLOURS.getOrDefault(cloud, OTHER);
  }

  private static double dollars(BigDecimal amount) {
    return Math.max(amount.doubleValue(), 1e-6);
  }

  private static String label(double tick) {
    String text = String.format(Locale.ROOT, "%.4f", tick);
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }
}
