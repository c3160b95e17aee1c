package io.novacron.core.internal.placement;

import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * One measure of a size that might be asked for in a lesser amount. The fewer are asked for, the
 * more candidates there are, so the greatest amount that can be had is found by bisection.
 */
enum SizeRelaxation {
  VCPUS("vCPUs"),
  MEMORY("GiB of memory"),
  GPUS("GPUs");

  private final String unit;

  SizeRelaxation(String unit) {
    this.unit = unit;
  }

  /** The request with another amount. */
  ResolvedRequest apply(ResolvedRequest request, int amount) {
    RequestDraft draft = new RequestDraft(request);
    switch (this) {
      case VCPUS -> draft.vcpus = amount;
      case MEMORY -> draft.memoryGib = amount;
      case GPUS -> draft.gpus = amount;
    }
    return draft.build();
  }

  /** The change as a sentence. */
  String sentence(int amount) {
    return "if it asked for no more than " + amount + " " + unit;
  }

  /**
   * The greatest whole amount, 1 or more and less than what was asked for, that is feasible; empty
   * when none is. For GPUs 1 is the least, since without any another kind of machine is sought.
   */
  OptionalInt greatest(ResolvedRequest request, Predicate<ResolvedRequest> feasible) {
    int least = 1;
    int most = asked(request) - 1;
    if (most < least || !feasible.test(apply(request, least))) {
      return OptionalInt.empty();
    }
    while (least < most) {
      int middle = least + (most - least + 1) / 2;
      if (feasible.test(apply(request, middle))) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return OptionalInt.of(least);
  }

  private int asked(ResolvedRequest request) {
    RequestDraft draft = new RequestDraft(request);
    return switch (this) {
      case VCPUS -> draft.vcpus;
      case MEMORY -> (int) Math.ceil(draft.memoryGib);
      case GPUS -> draft.gpus;
    };
  }
}
