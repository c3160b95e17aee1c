package io.novacron.shell.internal;

import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationService;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Follows an operation to its end and tells how far it is whenever that changes. */
final class OperationFollower {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int BAR = 20;

  private final OperationService operations;
  private final Consumer<String> listener;

  /**
   * Makes a follower.
   *
   * @param listener takes a line whenever something has changed
   */
  OperationFollower(OperationService operations, Consumer<String> listener) {
    this.operations = operations;
    this.listener = listener;
  }

  /**
   * Waits until the operation is done or the time is up.
   *
   * @return the operation as it then is
   */
  Operation follow(Caller caller, String id, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String told = "";
    while (true) {
      Operation operation = Answers.get(operations.await(caller, id, LOOK), ANSWER);
      String line = line(operation);
      if (!line.equals(told)) {
        listener.accept(line);
        told = line;
      }
      if (operation.done() || System.nanoTime() - end >= 0) {
        return operation;
      }
    }
  }

  static String line(Operation operation) {
    int full = (int) Math.round(operation.progress() * BAR);
    StringBuilder line = new StringBuilder("[");
    line.append("#".repeat(full)).append(".".repeat(BAR - full)).append("] ");
    line.append(operation.kind().wireName()).append(' ').append(state(operation));
    List<Step> steps = operation.steps();
    WaitingFor waiting = operation.waitingFor();
    if (!operation.done() && operation.cancelRequested()) {
      line.append(", being cancelled");
    }
    if (!operation.done() && waiting != null) {
      line.append(", waiting for ").append(waiting.kind().name().toLowerCase(Locale.ROOT));
    }
    if (!operation.done() && !steps.isEmpty()) {
      line.append(": ").append(steps.get(steps.size() - 1).detail());
    }
    return line.toString();
  }

  private static String state(Operation operation) {
    return operation.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
