package io.novacron.core.internal.simulation;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.security.Caller;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who ask for machines: impatient, forgetful of answers that they had, and careful enough to
 * repeat with the same key what was not answered.
 */
final class Callers {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** How often a caller asks again for what is not legal yet. */
  private static final int MOST_TRIES = 4;

  private final VirtualTime time;
  private final VirtualTime.Process process;
  private final Chance chance;
  private final Scenario scenario;
  private final Supplier<List<SimulatedNode>> nodes;
  private final Checks checks;
  private final Trace trace;
  private final List<Request> requests = new ArrayList<>();

  Callers(
      VirtualTime time,
      Chance chance,
      Scenario scenario,
      Supplier<List<SimulatedNode>> nodes,
      Checks checks,
      Trace trace) {
    this.time = time;
    process = time.process();
    this.chance = chance;
    this.scenario = scenario;
    this.nodes = nodes;
    this.checks = checks;
    this.trace = trace;
  }

  /** All that was ever asked for. */
  List<Request> requests() {
    return requests;
  }

  /** Plans all requests of the run. */
  void begin() {
    for (int i = 0; i < scenario.requests(); i++) {
      process.after(chance.between(Duration.ZERO, scenario.span()), this::ask);
    }
  }

  private void ask() {
    List<Request> known = requests.stream().filter(Request::acknowledged).toList();
    if (known.isEmpty() || chance.in(0.45)) {
      create();
    } else if (chance.in(0.15)) {
      cancel(chance.in(0.5) ? known.get(known.size() - 1) : chance.pick(known));
    } else if (chance.in(0.2)) {
      Request former = chance.pick(known);
      if (former.key != null) {
        trace.add("callers", "repeat", former);
        send(former);
      }
    } else {
      List<Request> creates = known.stream().filter(Request::creates).toList();
      if (!creates.isEmpty()) {
        act(chance.pick(creates), chance.pick(List.of(MachineAction.values())));
      }
    }
  }

  private void create() {
    int number = requests.size();
    boolean nameOfAnother = number > 0 && chance.in(0.05);
    Request request =
        Request.create(
            number,
            "tenant-" + chance.between(1, scenario.tenants()),
            nameOfAnother ? chance.pick(requests).name : "m" + number,
            key(number));
    requests.add(request);
    send(request);
    if (chance.in(0.05) && request.key != null) {
      send(request);
    }
  }

  private void act(Request create, MachineAction action) {
    int number = requests.size();
    Request request = Request.act(number, create, action, key(number));
    requests.add(request);
    send(request);
  }

  /** Asks for a machine to be deleted, and again until that is answered. */
  void delete(Request create) {
    int number = requests.size();
    Request request = Request.act(number, create, MachineAction.DELETE, "key-" + number);
    requests.add(request);
    send(request);
  }

  /** Asks to cancel what was asked for, whether that is still possible or not. */
  private void cancel(Request request) {
    List<SimulatedNode> serving = nodes.get().stream().filter(SimulatedNode::serves).toList();
    if (serving.isEmpty()) {
      return;
    }
    SimulatedNode node = chance.pick(serving);
    trace.add("callers", "cancel at " + node.name(), request);
    node.operations()
        .cancel(caller(request), request.operation(), null)
        .whenComplete(
            (operation, failure) -> {
              if (failure == null) {
                return;
              }
              if (!(Failures.unwrapped(failure) instanceof ProblemException refused)) {
                checks.violated("a caller got no problem but " + failure);
              } else if (refused.problem().category() == Category.INTERNAL) {
                checks.violated("cancel of " + request + " was refused: " + refused.problem());
              }
            });
  }

  private static Caller caller(Request request) {
    return caller(request.tenant, "r" + request.number);
  }

  /** A caller of a tenant, with the name of the request. */
  static Caller caller(String tenant, String request) {
    return new Caller("admin", tenant, Set.of("admin"), "rest", "local", request);
  }

  private @Nullable String key(int number) {
    return chance.in(0.8) ? "key-" + number : null;
  }

  private void send(Request request) {
    List<SimulatedNode> serving = nodes.get().stream().filter(SimulatedNode::serves).toList();
    if (serving.isEmpty()) {
      process.after(Duration.ofSeconds(1), () -> send(request));
      return;
    }
    SimulatedNode node = chance.pick(serving);
    int attempt = request.begin();
    trace.add("callers", "ask " + node.name(), request);
    Caller caller = caller(request);
    Request create = request.machineOf;
    MachineAction action = request.action;
    CompletionStage<Accepted> stage =
        create == null || action == null
            ? node.machines().create(caller, World.spec(request.name), request.key)
            : node.machines().act(caller, create.machine(), request.what(), null, request.key);
    stage.whenComplete((accepted, failure) -> answered(request, attempt, accepted, failure));
    process.after(
        PATIENCE,
        () -> {
          if (request.open() && request.attempts() == attempt) {
            trace.add("callers", "had no answer to", request);
            again(request, Duration.ZERO);
          }
        });
  }

  private void answered(
      Request request, int attempt, @Nullable Accepted accepted, @Nullable Throwable failure) {
    if (accepted != null) {
      trace.add("callers", "are answered " + accepted.operation().id(), request);
      checks.answered(request, accepted);
      request.answered(accepted, time.instant());
      return;
    }
    Throwable cause = failure == null ? null : Failures.unwrapped(failure);
    if (!(cause instanceof ProblemException refused)) {
      checks.violated("a caller got no problem but " + cause);
      return;
    }
    Problem problem = refused.problem();
    trace.add("callers", "are refused " + problem.code() + " " + problem.detail(), request);
    if (problem.category() == Category.INTERNAL) {
      checks.violated(request + " was refused with " + problem);
    }
    if (request.acknowledged() || request.attempts() != attempt) {
      return;
    }
    boolean patient = !problem.code().equals("illegal-state") || attempt < MOST_TRIES;
    if (passes(problem) && patient) {
      again(request, chance.between(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    } else {
      request.refused(problem);
    }
  }

  private static boolean passes(Problem problem) {
    return problem.retryable() || problem.category() == Category.UNAVAILABLE;
  }

  private void again(Request request, Duration pause) {
    if (request.key == null) {
      request.giveUp();
    } else {
      process.after(pause, () -> send(request));
    }
  }
}
