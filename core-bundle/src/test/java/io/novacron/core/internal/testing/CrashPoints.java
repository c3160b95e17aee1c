package io.novacron.core.internal.testing;

import java.util.ArrayList;
import java.util.List;

/** Counts the points at which a process can die, and kills it at the one that a test chose. */
public final class CrashPoints {
  private final List<String> passed = new ArrayList<>();
  private int crashAt = -1;
  private Runnable crash = () -> {};
  private int actAt = -1;
  private Runnable act = () -> {};

  /** Begins to count anew and kills at the given point, counted from 0; -1 for never. */
  public void arm(int point, Runnable kill) {
    passed.clear();
    crashAt = point;
    crash = kill;
  }

  /** Lets something happen at the given point, counted from 0 since the last arming. */
  public void at(int point, Runnable action) {
    actAt = point;
    act = action;
  }

  /** How many points were reached since the last arming. */
  public int reached() {
    return passed.size();
  }

  /** The name of a point that was reached. */
  public String name(int point) {
    return point + " " + passed.get(point);
  }

  /**
   * A point is reached.
   *
   * @return whether the process died here
   */
  public boolean reach(String name) {
    passed.add(name);
    if (passed.size() - 1 == actAt) {
      act.run();
    }
    if (passed.size() - 1 == crashAt) {
      crash.run();
      return true;
    }
    return false;
  }

  /** Whether the chosen point was reached. */
  public boolean crashed() {
    return crashAt >= 0 && passed.size() > crashAt;
  }

  /** The name of the point of the crash. */
  public String where() {
    return crashed() ? crashAt + " " + passed.get(crashAt) : "nowhere";
  }
}
