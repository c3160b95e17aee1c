package io.novacron.benchmarks.spot;

import java.util.List;
import java.util.function.Supplier;

/** One policy on the histories of all instance types. */
public final class Outing {
  private static final double HOURS_OF_A_YEAR = 8_766;

  private final String name;
  private final List<Replay> replays;

  private Outing(String name, List<Replay> replays) {
    this.name = name;
    this.replays = replays;
  }

  static Outing of(String name, PriceHistory history, Supplier<PricePolicy> policy) {
    return new Outing(
        name, history.series().stream().map(series -> Replay.of(series, policy.get())).toList());
  }

  /** What the policy is called. */
  public String name() {
    return name;
  }

  /** Cost relative to on-demand, moves included: the mean of the types. */
  public double relative(Window window) {
    return replays.stream()
        .mapToDouble(replay -> bill(replay, window).relative())
        .average()
        .orElseThrow();
  }

  /** Cost relative to on-demand of one type, counted in the order of the history's series. */
  public double relative(Window window, int type) {
    return bill(replays.get(type), window).relative();
  }

  /** Moves of one instance in a year. */
  public double movesPerYear(Window window) {
    List<Bill> bills = replays.stream().map(replay -> bill(replay, window)).toList();
    double years = bills.stream().mapToDouble(Bill::hours).sum() / HOURS_OF_A_YEAR;
    return bills.stream().mapToInt(Bill::moves).sum() / years;
  }

  private static Bill bill(Replay replay, Window window) {
    return replay.bill(window.from(), window.until());
  }
}
