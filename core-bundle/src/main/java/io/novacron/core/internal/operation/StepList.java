package io.novacron.core.internal.operation;

import io.novacron.api.operation.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes the steps of one operation. Not thread-safe. */
final class StepList {
  static final String CALL = "call";
  static final String POLL = "poll";
  static final String ASK = "ask";
  static final String CONFIRM = "confirm";
  static final String REMOVE = "remove-duplicates";
  static final String PLACE = "place";
  static final String CANCEL = "cancel";
  static final String CLEAN_UP = "clean-up";

  /**
   * Beyond this many, a step that comes again is moved to the end instead of being written anew.
   */
  private static final int MOST = 40;

  private final ArrayList<Step> steps;

  StepList(List<Step> steps) {
    this.steps = new ArrayList<>(steps);
  }

  /** Begins a step, or another attempt at the latest one when that has the same name. */
  void open(String name, String detail, Instant now) {
    int same = find(name);
    if (same < 0) {
      steps.add(new Step(name, Step.State.RUNNING, 1, now, null, detail));
      return;
    }
    Step former = steps.remove(same);
    steps.add(
        new Step(
            name, Step.State.RUNNING, former.attempts() + 1, former.startedAt(), null, detail));
  }

  private int find(String name) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).name().equals(name)) {
        return i;
      }
      if (steps.size() < MOST) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether the latest step has this name. */
  boolean isAt(String name) {
    return !steps.isEmpty() && steps.get(steps.size() - 1).name().equals(name);
  }

  /** Whether a step of this name is under way. */
  boolean isOpen(String name) {
    return isAt(name) && steps.get(steps.size() - 1).state() == Step.State.RUNNING;
  }

  /** Attempts at the latest step. */
  int attempts() {
    return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).attempts();
  }

  /** Attempts at all steps of this name. */
  int attempts(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).mapToInt(Step::attempts).sum();
  }

  /** Ends the latest step. */
  void end(Step.State state, String detail, Instant now) {
    replaceLast(state, detail, now);
  }

  /** Ends the latest step when it is still under way, with more said about it. */
  void endIfOpen(Step.State state, String addition, Instant now) {
    if (!steps.isEmpty() && steps.get(steps.size() - 1).state() == Step.State.RUNNING) {
      replaceLast(state, detail() + "; " + addition, now);
    }
  }

  /** What the latest step says. */
  String detail() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1).detail();
  }

  private void replaceLast(Step.State state, String detail, Instant now) {
    if (steps.isEmpty()) {
      return;
    }
    Step last = steps.remove(steps.size() - 1);
    steps.add(
        new Step(last.name(), state, last.attempts(), last.startedAt(), now, shortened(detail)));
  }

  private static String shortened(String detail) {
    return detail.length() <= 1000 ? detail : detail.substring(0, 1000) + "…";
  }

  List<Step> toList() {
    return List.copyOf(steps);
  }
}
