package io.novacron.provider.simulator.internal;

import java.time.Instant;
import java.util.Map;

/**
 * A machine as it is now.
 *
 * @param facts what never changes
 * @param created sequence number of its creation
 * @param createdAt when it was created
 * @param phase where it is in its life
 * @param transition sequence number of the transition that brought it there
 * @param since when that was
 * @param settleMillis how long the phase lasts, when it is one that ends by itself
 */
public record SimulatedMachine(
    MachineFacts facts,
    long created,
    Instant createdAt,
    Phase phase,
    long transition,
    Instant since,
    long settleMillis) {

  static SimulatedMachine of(Transition.Created created) {
    return new SimulatedMachine(
        created.facts(),
        created.sequence(),
        created.at(),
        Phase.PENDING,
        created.sequence(),
        created.at(),
        created.settleMillis());
  }

  SimulatedMachine after(Transition.Moved moved) {
    return new SimulatedMachine(
        facts,
        created,
        createdAt,
        moved.phase(),
        moved.sequence(),
        moved.at(),
        moved.settleMillis());
  }

  SimulatedMachine tagged(Map<String, String> tags) {
    return new SimulatedMachine(
        facts.withTags(tags), created, createdAt, phase, transition, since, settleMillis);
  }

  SimulatedMachine after(Transition.Resized resized) {
    return new SimulatedMachine(
        facts.withType(resized.type(), resized.vcpus(), resized.place()),
        created,
        createdAt,
        phase == Phase.RUNNING ? Phase.RESIZING : phase,
        resized.sequence(),
        resized.at(),
        resized.settleMillis());
  }

  public String reference() {
    return facts.reference();
  }

  /** What the call that began this phase is polled by; the log keeps it over a restart. */
  String handle() {
    return transition + ":" + reference();
  }

  /**
   * How long until the phase ends by itself, never more than it lasts in all, so that a clock that
   * was set back does not prolong it.
   */
  long remainingMillis(Instant now) {
    long left = settleMillis - (now.toEpochMilli() - since.toEpochMilli());
    return Math.max(0, Math.min(settleMillis, left));
  }
}
