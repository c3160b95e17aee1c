package io.novacron.benchmarks.spot;

/**
 * A part of the history.
 *
 * @param name what it is called
 * @param from its first snapshot
 * @param until the snapshot after its last
 */
public record Window(String name, int from, int until) {
  private static final double CHOSEN_ON = 0.4;

  /** All but the first snapshot, before which nothing was seen. */
  static Window whole(int snapshots) {
    return new Window("whole", 1, snapshots);
  }

  /** The first two fifths, on which parameters are chosen. */
  static Window first(int snapshots) {
    return new Window("first", 1, (int) (snapshots * CHOSEN_ON));
  }

  /** What comes after, which no choice has seen. */
  static Window rest(int snapshots) {
    return new Window("rest", (int) (snapshots * CHOSEN_ON), snapshots);
  }
}
