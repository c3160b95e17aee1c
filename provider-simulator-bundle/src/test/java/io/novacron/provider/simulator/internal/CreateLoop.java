package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process that creates machines until it is killed, and prints what it was answered. */
final class CreateLoop {
  private static final int AT_ONCE = 64;

  private CreateLoop() {}

  /**
   * Runs.
   *
   * @param arguments directory, name of this run, number of creates
   */
  public static void main(String[] arguments) throws InterruptedException {
    int count = Integer.parseInt(arguments[2]);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    try (OpenAccount account = OpenAccount.aws(Path.of(arguments[0]))) {
      Semaphore places = new Semaphore(AT_ONCE);
      for (int i = 0; i < count; i++) {
        String token = arguments[1] + "-" + i;
        places.acquire();
        var unused =
            account
                .compute()
                .create(account.session().context(token), account.request(token))
                .whenComplete(
                    (outcome, failure) -> {
                      synchronized (out) {
                        out.println(describe(token, outcome));
                        out.flush();
                      }
                      places.release();
                    });
      }
      places.acquire(AT_ONCE);
      out.println("end");
      out.flush();
    }
  }

  private static String describe(String token, Outcome<Instance> outcome) {
    if (outcome instanceof Outcome.Done<Instance> done) {
      return "made " + token + " " + done.get().reference();
    }
    return outcome instanceof Outcome.Failed<Instance> failed
        ? "failed " + token + " " + failed.error().category() + " " + failed.error().message()
        : "other " + token + " " + outcome;
  }
}
