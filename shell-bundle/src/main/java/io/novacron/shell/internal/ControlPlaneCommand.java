package io.novacron.shell.internal;

import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command on the control plane: finds out who calls, runs, and turns what fails into a few lines
 * that say what is wrong and what to do.
 */
abstract class ControlPlaneCommand implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneCommand.class);
  private static final Integer FAILED = 1;

  @Reference Services services;
  @Reference Session session;

  @Option(
      name = "--output",
      aliases = "-o",
      description =
          "How to write the result: table, json (the shapes of the REST interface) or csv")
  @Completion(
      value = StringsCompleter.class,
      values = {"table", "json", "csv"})
  String output = "table";

  /** The words from the first argument on; a command that takes arguments overrides it. */
  List<String> words() {
    return List.of();
  }

  /**
   * Does the work.
   *
   * @param arguments the words that are no options
   * @return whether it succeeded; when not, the result that was written says why
   */
  abstract boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException;

  /** Runs the command; a number is the exit status of a single command over SSH. */
  @Override
  public final @Nullable Object execute() throws CommandException {
    try {
      List<String> arguments = new TrailingOptions(this).take(words());
      Output out =
          new Output(
              Format.named(output), new Screen(session).width(), System.out, session.getConsole());
      return traced(arguments, out) ? null : FAILED;
    } catch (UsageException e) {
      throw failed(ProblemText.lines(e.errors()));
    } catch (ProblemException e) {
      throw failed(ProblemText.lines(e.problem()));
    } catch (InterruptedException e) {
      throw failed(List.of("Interrupted. What was begun goes on; novacron:op-list shows it."));
    } catch (RuntimeException e) {
      String id = services.nextRequestId();
      LOG.error("command={} error={}", getClass().getSimpleName(), id, e);
      throw failed(
          List.of("Error: internal-error: this is a defect; the log has the details under " + id));
    }
  }

  private boolean traced(List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Caller caller = ShellCallers.current(services);
    Span span = services.traces().begin(name(), caller);
    String code = "internal-error";
    try {
      boolean succeeded = run(CommandTraces.within(span, caller), arguments, out);
      code = succeeded ? null : "failed";
      return succeeded;
    } catch (UsageException e) {
      code = "usage";
      throw e;
    } catch (ProblemException e) {
      code = e.problem().code();
      throw e;
    } catch (InterruptedException e) {
      code = "interrupted";
      throw e;
    } finally {
      CommandTraces.end(span, code);
    }
  }

  private String name() {
    Command command = getClass().getAnnotation(Command.class);
    return command.scope() + ":" + command.name();
  }

  // The container prints the text of this one exception as it is, without a stack trace, and ends a
  // single command over SSH with the exit status 1.
  private static CommandException failed(List<String> lines) {
    return new CommandException(
        lines.stream().map(Text::plain).collect(Collectors.joining("\n")), lines.get(0));
  }
}
