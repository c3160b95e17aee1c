package io.novacron.core.internal.simulation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened, in order. A digest of all of it is always kept, so that two runs can be compared;
 * the lines themselves only when somebody wants to read them.
 */
final class Trace {
  private final Clock clock;
  private final boolean keep;
  private final List<String> lines = new ArrayList<>();
  private long digest = 0xcbf29ce484222325L;
  private long count;

  Trace(Clock clock, boolean keep) {
    this.clock = clock;
    this.keep = keep;
  }

  /** Something happened. */
  void add(String who, String what, Object detail) {
    String text = String.valueOf(detail);
    mix(clock.instant().getEpochSecond());
    mix(clock.instant().getNano());
    mix(who);
    mix(what);
    mix(text);
    count++;
    if (keep) {
      lines.add(clock.instant() + " " + who + ": " + what + " " + text);
    }
  }

  private void mix(String text) {
    for (int i = 0; i < text.length(); i++) {
      mix(text.charAt(i));
    }
  }

  /** Fowler, Noll, Vo: FNV-1a. */
  private void mix(long value) {
    digest = (digest ^ value) * 0x100000001b3L;
  }

  String digest() {
    return count + "-" + Long.toHexString(digest);
  }

  long count() {
    return count;
  }

  List<String> lines() {
    return lines;
  }
}
