package io.novacron.shell.internal;

import io.novacron.api.error.ProblemException;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/**
 * Completes words from what this node knows; never asks a cloud. When it cannot answer, it offers
 * nothing: a key press is no place for an error.
 */
abstract class MemoryCompleter implements Completer {
  /** Longest wait for words that the store has. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  @Reference Services services;

  /** All words that could stand here. */
  abstract Collection<String> words(Caller caller) throws InterruptedException;

  @Override
  public final int complete(Session session, CommandLine line, List<String> candidates) {
    try {
      return new StringsCompleter(words(ShellCallers.current(services)), true)
          .complete(session, line, candidates);
    } catch (ProblemException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
