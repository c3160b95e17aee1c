package io.novacron.shell.internal;

import io.novacron.api.error.FieldError;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command on the control plane: finds out who calls, runs, and turns what fails into lines on the
 * error output and an exit status other than 0.
 */
abstract class ControlPlaneCommand implements Action {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneCommand.class);
  private static final Integer FAILED = 1;
  private static final Integer MISUSED = 2;
  private static final Integer INTERRUPTED = 130;

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
   * @return whether it succeeded; when not, the reason was written
   */
  abstract boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException;

  /** Runs the command; the container takes a number as the exit status. */
  @Override
  public final @Nullable Object execute() {
    int width = new Screen(session).width();
    Output out = new Output(Format.TABLE, width, System.out, System.err);
    try {
      List<String> arguments = new TrailingOptions(this).take(words());
      out = new Output(Format.named(output), width, System.out, System.err);
      return run(ShellCallers.current(services), arguments, out) ? null : FAILED;
    } catch (UsageException e) {
      for (FieldError error : e.errors()) {
        out.note("Error: " + error.pointer() + ": " + error.message());
      }
      out.note("Next: add --help to see what this command takes.");
      return MISUSED;
    } catch (ProblemException e) {
      ProblemText.lines(e.problem()).forEach(out::note);
      return FAILED;
    } catch (InterruptedException e) {
      out.note("Interrupted.");
      return INTERRUPTED;
    } catch (RuntimeException e) {
      String id = services.nextRequestId();
      LOG.error("command={} error={}", getClass().getSimpleName(), id, e);
      out.note("Error: internal-error: this is a defect; the log has the details under " + id);
      return FAILED;
    }
  }
}
