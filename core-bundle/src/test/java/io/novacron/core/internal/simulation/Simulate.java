package io.novacron.core.internal.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Plays seeds from the command line: many, until one fails, or a single one with its whole story.
 * {@code seeds=N} how many, {@code from=N} the first one, {@code seed=N} only this one and tell it,
 * {@code threads=N}.
 */
final class Simulate {
  private static final int LINES_OF_A_FAILURE = 150;

  private final PrintStream out;
  private final LoggedErrors errors;

  private Simulate(PrintStream out, LoggedErrors errors) {
    this.out = out;
    this.errors = errors;
  }

  /** Exit code 0 when all is well, 1 when a seed failed. */
  public static void main(String[] arguments) throws InterruptedException {
    long seed = number(arguments, "seed", -1);
    long from = number(arguments, "from", 1);
    long seeds = number(arguments, "seeds", 1_000);
    int threads = (int) number(arguments, "threads", 2);
    boolean sound;
    try (LoggedErrors errors = new LoggedErrors()) {
      Simulate simulate = new Simulate(System.out, errors);
      sound = seed >= 0 ? simulate.tell(seed) : simulate.many(from, seeds, threads);
    }
    System.exit(sound ? 0 : 1);
  }

  private static long number(String[] arguments, String name, long otherwise) {
    for (String argument : arguments) {
      if (argument.startsWith(name + "=") && argument.length() > name.length() + 1) {
        return Long.parseLong(argument.substring(name.length() + 1));
      }
    }
    return otherwise;
  }

  /** What is wrong with a run, by its checks or by what was logged in it. */
  private List<String> faults(Simulation.Result result) {
    List<String> faults = new ArrayList<>(result.violations());
    String logged = errors.take();
    if (!logged.isEmpty()) {
      faults.add("logged: " + logged);
    }
    return faults;
  }

  private boolean tell(long seed) {
    Simulation.Result result = Simulation.runAndTell(seed);
    result.trace().forEach(out::println);
    List<String> faults = faults(result);
    print(result, faults);
    return faults.isEmpty();
  }

  private void print(Simulation.Result result, List<String> faults) {
    out.println(
        "seed="
            + result.seed()
            + " operations="
            + result.operations()
            + " machines="
            + result.machines()
            + " deaths="
            + result.deaths()
            + " events="
            + result.events()
            + " digest="
            + result.digest()
            + (faults.isEmpty() ? " sound" : " FAILED"));
    faults.forEach(fault -> out.println("  " + fault));
  }

  private boolean many(long from, long seeds, int threads) throws InterruptedException {
    long begun = System.nanoTime();
    AtomicLong next = new AtomicLong(from);
    AtomicLong operations = new AtomicLong();
    AtomicLong deaths = new AtomicLong();
    AtomicLong asked = new AtomicLong();
    AtomicLong duplicates = new AtomicLong();
    AtomicLong played = new AtomicLong();
    AtomicReference<@Nullable Long> failed = new AtomicReference<>();
    List<Thread> players = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread player =
          new Thread(
              () -> {
                for (long seed = next.getAndIncrement();
                    seed < from + seeds && failed.get() == null;
                    seed = next.getAndIncrement()) {
                  Simulation.Result result = Simulation.run(seed);
                  if (!faults(result).isEmpty()) {
                    failed.compareAndSet(null, seed);
                  }
                  operations.addAndGet(result.operations());
                  deaths.addAndGet(result.deaths());
                  asked.addAndGet(result.asked());
                  duplicates.addAndGet(result.duplicates());
                  long count = played.incrementAndGet();
                  if (count % 500 == 0) {
                    out.println(
                        "simulate: " + count + " of " + seeds + " seeds after " + since(begun));
                  }
                }
              },
              "simulate-" + i);
      player.start();
      players.add(player);
    }
    for (Thread player : players) {
      player.join();
    }
    Long bad = failed.get();
    if (bad != null) {
      Simulation.Result result = Simulation.runAndTell(bad);
      List<String> lines = result.trace();
      lines
          .subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size())
          .forEach(out::println);
      print(result, faults(result));
      out.println("simulate: FAILED; the whole story again: make simulate SEED=" + bad);
      return false;
    }
    out.println(
        "simulate: "
            + seeds
            + " seeds sound, "
            + operations
            + " operations, "
            + deaths
            + " deaths of nodes, "
            + asked
            + " machines found again, "
            + duplicates
            + " second machines removed, in "
            + since(begun));
    return true;
  }

  private static String since(long begun) {
    return (System.nanoTime() - begun) / 1_000_000_000 + " s";
  }
}
