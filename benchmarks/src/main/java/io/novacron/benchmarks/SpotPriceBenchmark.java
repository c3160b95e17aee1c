package io.novacron.benchmarks;

import io.novacron.benchmarks.spot.Contest;
import io.novacron.benchmarks.spot.Outing;
import io.novacron.benchmarks.spot.PriceHistory;
import io.novacron.benchmarks.spot.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an always-on spot instance costs relative to on-demand in us-east-1 under the spot policy,
 * and under the policies beside it, when each move is charged one hour of on-demand. A decision for
 * the time after a snapshot knows only the snapshots before that one. The figures are means of the
 * instance types.
 *
 * <p>First the peer is held against its published figures; then the parameters are chosen anew on
 * the first two fifths of the history, and the run ends with a failure when these are not the ones
 * that ship; only then is the rest looked at.
 */
public final class SpotPriceBenchmark {
  private static final String PERCENT = "% on-demand";

  private SpotPriceBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the data folder
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1 || !Files.isReadable(PriceHistory.file(Path.of(arguments[0])))) {
      System.err.println(
          "spot-price: needs the price history; give the folder that holds "
              + PriceHistory.file(Path.of("DATA"))
              + ": make bench-spot-price DATA=folder");
      System.exit(2);
    }
    run(new Contest(PriceHistory.read(Path.of(arguments[0]))));
  }

  private static void run(Contest contest) throws IOException {
    BenchmarkReport report = BenchmarkReport.of("spot-price");
    report.add("peer-to-published-most", 100 * contest.checkPeer(), PERCENT);
    List<Outing> chosen = choose(contest);

    Outing ours = contest.ours();
    Outing peer = contest.peer();
    List<Outing> outings = new ArrayList<>(List.of(ours, peer));
    outings.addAll(chosen);
    outings.addAll(contest.others());
    for (Window window : contest.windows()) {
      for (Outing outing : outings) {
        String what = window.name() + "." + outing.name();
        double figure = outing.relative(window);
        addBeside(what, figure, peer.relative(window), peer, report);
        report.add(what + ".moves", outing.movesPerYear(window), "per year");
      }
      double least = contest.hindsight(window);
      addBeside(
          window.name() + ".least-with-hindsight", least, peer.relative(window), peer, report);
    }
    addTypes(contest, ours, peer, report);
    report.write();
  }

  /** The best of each kind but ours, which has to be the best of all. */
  private static List<Outing> choose(Contest contest) {
    List<Outing> winners =
        new ArrayList<>(contest.candidates().values().stream().map(contest::best).toList());
    Outing best = contest.best(winners);
    if (!best.name().equals(contest.shipped())) {
      throw new IllegalStateException(
          "the rule chooses " + best.name() + " but " + contest.shipped() + " ships");
    }
    winners.remove(best);
    return winners;
  }

  private static void addTypes(Contest contest, Outing ours, Outing peer, BenchmarkReport report) {
    Window whole = contest.windows().get(2);
    List<String> types = contest.types();
    int below = 0;
    for (int type = 0; type < types.size(); type++) {
      double figure = ours.relative(whole, type);
      double beside = peer.relative(whole, type);
      addBeside("whole." + types.get(type), figure, beside, peer, report);
      below += figure < beside ? 1 : 0;
    }
    report.add("whole.types-below-" + peer.name(), below, "of " + types.size());
  }

  private static void addBeside(
      String what, double figure, double beside, Outing peer, BenchmarkReport report) {
    report.add(what, 100 * figure, PERCENT, figure / beside, peer.name());
  }
}
