package io.novacron.core.internal.simulation;

import io.novacron.api.error.Problem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a caller asks for, and what has become of it as far as the caller knows. */
final class Request {
  final int number;
  final String tenant;
  final String name;
  final @Nullable String key;
  final @Nullable Request machineOf;
  final @Nullable MachineAction action;
  private @Nullable Accepted answer;
  private @Nullable Problem refusal;
  private boolean givenUp;
  private int attempts;
  private Instant answeredAt = Instant.MAX;

  private Request(
      int number,
      String tenant,
      String name,
      @Nullable String key,
      @Nullable Request machineOf,
      @Nullable MachineAction action) {
    this.number = number;
    this.tenant = tenant;
    this.name = name;
    this.key = key;
    this.machineOf = machineOf;
    this.action = action;
  }

  static Request create(int number, String tenant, String name, @Nullable String key) {
    return new Request(number, tenant, name, key, null, null);
  }

  static Request act(int number, Request create, MachineAction action, @Nullable String key) {
    return new Request(number, create.tenant, create.name, key, create, action);
  }

  /** What is to be done to the machine; some of it by force, which follows from the number. */
  ActionRequest what() {
    MachineAction asked = Objects.requireNonNull(action, "action");
    if (asked == MachineAction.RESIZE) {
      return ActionRequest.resize("m2");
    }
    return number % 7 == 0 && asked.forcible()
        ? ActionRequest.forced(asked)
        : ActionRequest.of(asked);
  }

  boolean creates() {
    return action == null;
  }

  /** Another attempt begins; its number tells whether an answer still matters. */
  int begin() {
    return ++attempts;
  }

  int attempts() {
    return attempts;
  }

  void answered(Accepted accepted, Instant now) {
    if (answer == null) {
      answer = accepted;
      answeredAt = now;
    }
  }

  void refused(Problem problem) {
    refusal = problem;
  }

  /** Its outcome will not be learnt, since there is no key to ask again with. */
  void giveUp() {
    givenUp = true;
  }

  boolean acknowledged() {
    return answer != null;
  }

  Instant answeredAt() {
    return answeredAt;
  }

  boolean open() {
    return answer == null && refusal == null && !givenUp;
  }

  boolean givenUp() {
    return givenUp && answer == null;
  }

  Accepted answer() {
    return Objects.requireNonNull(answer, "answer");
  }

  String machine() {
    return answer().machine().id();
  }

  String operation() {
    return answer().operation().id();
  }

  @Override
  public String toString() {
    return "request " + number + (action == null ? " create " : " " + action.verb() + " ") + name;
  }
}
