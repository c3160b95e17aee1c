package io.novacron.benchmarks.spot;

import io.novacron.core.internal.spot.SpotParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which policies are compared, and the rule by which parameters are chosen. */
public final class Contest {
  private static final double[] SHARES = {0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0};
  private static final double[] CHARGES = {0.25, 0.5, 1, 2, 4};
  private static final long[] HALF_LIVES = {1, 12, 24, 72, 168};
  private static final long[] HORIZONS = {24, 72, 168, 336, 720};
  private static final double PEER_SHARE = 0.1;

  private final PriceHistory history;

  /** A contest on a history. */
  public Contest(PriceHistory history) {
    this.history = history;
  }

  /** The windows that figures are given for, with the first two fifths first. */
  public List<Window> windows() {
    int snapshots = history.series().get(0).snapshots();
    return List.of(Window.first(snapshots), Window.rest(snapshots), Window.whole(snapshots));
  }

  /** Names of the instance types, in the order of their figures. */
  public List<String> types() {
    return history.series().stream().map(PriceSeries::type).toList();
  }

  /** See {@link PublishedCheck}. */
  public double checkPeer() {
    return PublishedCheck.largestDifference(history, PEER_SHARE);
  }

  /** NovaCron's policy as it ships. */
  public Outing ours() {
    return Outing.of("expected-saving", history, () -> new ExpectedSaving(SpotParameters.DEFAULT));
  }

  /** What it is compared with. */
  public Outing peer() {
    return Outing.of("hysteresis10", history, () -> new Hysteresis(PEER_SHARE));
  }

  /** Policies that give the scale. */
  public List<Outing> others() {
    return List.of(
        Outing.of("always-cheapest", history, () -> new Hysteresis(0)),
        Outing.of("first-choice", history, () -> new Hysteresis(1)),
        Outing.of(
            "us-east-1-hysteresis10",
            history,
            () -> new ZonesOnly(new Hysteresis(PEER_SHARE), history::isHome)),
        Outing.of(
            "us-east-1-first-choice",
            history,
            () -> new ZonesOnly(new Hysteresis(1), history::isHome)));
  }

  /** The least possible relative cost, mean of the types. */
  public double hindsight(Window window) {
    return history.series().stream()
        .mapToDouble(series -> Hindsight.relative(series, window.from(), window.until()))
        .average()
        .orElseThrow();
  }

  /** All candidates by kind, each kind over the same coarse grid of its parameters. */
  public Map<String, List<Outing>> candidates() {
    Map<String, List<Outing>> candidates = new LinkedHashMap<>();
    List<Outing> saving = new ArrayList<>();
    for (long halfLife : HALF_LIVES) {
      for (long horizon : HORIZONS) {
        SpotParameters parameters =
            new SpotParameters(
                Duration.ofHours(halfLife),
                Duration.ofHours(horizon),
                SpotParameters.DEFAULT.longestAge());
        saving.add(Outing.of(name(parameters), history, () -> new ExpectedSaving(parameters)));
      }
    }
    candidates.put("expected-saving", saving);
    candidates.put("hysteresis", new ArrayList<>());
    candidates.put("ski-rental", new ArrayList<>());
    candidates.put("work-function", new ArrayList<>());
    for (double share : SHARES) {
      add(candidates, "hysteresis", () -> new Hysteresis(share), 100 * share, "%");
    }
    for (double charges : CHARGES) {
      add(candidates, "ski-rental", () -> new SkiRental(charges), charges, "-charges");
      add(candidates, "work-function", () -> new WorkFunction(charges), charges, "-charges");
    }
    return candidates;
  }

  private void add(
      Map<String, List<Outing>> candidates,
      String kind,
      Supplier<PricePolicy> policy,
      double parameter,
      String unit) {
    String name =
        kind + "-" + BigDecimal.valueOf(parameter).stripTrailingZeros().toPlainString() + unit;
    candidates
        .computeIfAbsent(kind, any -> new ArrayList<>())
        .add(Outing.of(name, history, policy));
  }

  /** The rule: the least relative cost on the first two fifths, moves charged. */
  public Outing best(List<Outing> outings) {
    Window first = windows().get(0);
    return outings.stream()
        .min(Comparator.comparingDouble(outing -> outing.relative(first)))
        .orElseThrow();
  }

  /** What the policy as it ships is called among the candidates. */
  public String shipped() {
    return name(SpotParameters.DEFAULT);
  }

  private static String name(SpotParameters parameters) {
    return "saving-%dh-within-%dh"
        .formatted(parameters.halfLife().toHours(), parameters.horizon().toHours());
  }
}
