package io.novacron.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells the person at the terminal when the node is ready, and what it waits for until then. */
final class StartupReport {
  private static final long POLL_MILLIS = 200;
  private static final long SAY_EVERY_MILLIS = TimeUnit.SECONDS.toMillis(15);

  private final Home home;
  private final Settings settings;
  private final @Nullable Path sample;

  StartupReport(Home home, Settings settings, @Nullable Path sample) {
    this.home = home;
    this.settings = settings;
    this.sample = sample;
  }

  /** Reports on a thread of its own, which ends when the node is ready. */
  void begin() {
    Thread thread = new Thread(this::report, "novacron-startup-report");
    thread.setDaemon(true);
    thread.start();
  }

  private void report() {
    try {
      awaitReady();
      sayWhereToLook();
      if (sample != null) {
        createSample(sample);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws InterruptedException {
    Readiness readiness = new Readiness(settings.baseAddress());
    long sayAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SAY_EVERY_MILLIS);
    Readiness.Answer answer = readiness.ask();
    while (!answer.ready()) {
      if (System.nanoTime() - sayAt > 0) {
        home.say(
            "not ready after " + seconds() + " s: " + answer.inOneLine() + "; log in " + log());
        sayAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SAY_EVERY_MILLIS);
      }
      Thread.sleep(POLL_MILLIS);
      answer = readiness.ask();
    }
  }

  private void sayWhereToLook() {
    String base = settings.baseAddress();
    home.say("ready in " + seconds() + " s");
    home.say("  REST    " + base + "/api/v1 (description: " + base + "/openapi.json)");
    home.say("  health  " + base + "/health/ready, metrics " + base + "/metrics");
    Path token = settings.data().resolve("security").resolve("admin-token");
    if (Files.exists(token)) {
      home.say("  token   " + token);
    }
    settings.shellPort().ifPresent(port -> home.say("  shell   bin/novacron shell"));
    home.say("  log     " + log());
  }

  private static String seconds() {
    return String.format(
        java.util.Locale.ROOT, "%.1f", ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
  }

  private Path log() {
    return settings.data().resolve("log").resolve("novacron.log");
  }

  private void createSample(Path file) throws InterruptedException {
    Path program = home.home().resolve("bin").resolve("novacron");
    ProcessBuilder command =
        new ProcessBuilder(program.toString(), "sample", file.toString()).inheritIO();
    command.environment().put("NOVACRON_DATA", settings.data().toString());
    try {
      int exitCode = command.start().waitFor();
      home.say(exitCode == 0 ? "serving; Ctrl-C stops" : "serving; the sample was not completed");
    } catch (IOException e) {
      home.say("the sample could not be run: " + Failures.reason(e));
    }
  }
}
