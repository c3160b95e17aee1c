package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.MetricName;

/**
 * Measurements of simulated machines. They follow from the seed, the machine and the time, and are
 * computed when they are asked for: a daily wave, a slower one of the week, and noise that is the
 * same for the same minute. Immutable.
 *
 * @param seed what chance follows from
 */
public record MetricModel(long seed) {
  private static final double DAY_SECONDS = 86_400;
  private static final double WEEK_SECONDS = 7 * DAY_SECONDS;
  private static final long NOISE_SECONDS = 60;

  /**
   * The mean over a span of time.
   *
   * @param at begin, in seconds since the epoch
   * @param step length in seconds
   */
  public double value(MetricName name, SimulatedMachine machine, long at, long step) {
    String reference = machine.reference();
    Draw own = Draw.of(seed, "metric", name.name(), reference);
    double level = 0.15 + 0.5 * own.unit();
    double phase = Draw.of(seed, "phase", reference).unit();
    double middle = at + step / 2.0;
    double day = Math.sin(2 * Math.PI * (middle / DAY_SECONDS + phase));
    double week = Math.sin(2 * Math.PI * (middle / WEEK_SECONDS + phase));
    double noise =
        Draw.of(
                    seed,
                    "noise",
                    name.name(),
                    reference,
                    Long.toString(Math.floorDiv(at, NOISE_SECONDS)))
                .unit()
            - 0.5;
    double share = Math.max(0.005, Math.min(0.995, level + 0.2 * day + 0.05 * week + 0.1 * noise));
    return switch (name) {
      case CPU_PERCENT -> 100 * share;
      case MEMORY_PERCENT -> 100 * (0.3 + 0.6 * share);
      case NETWORK_IN_BYTES_PER_SECOND, NETWORK_OUT_BYTES_PER_SECOND ->
          share * machine.facts().vcpus() * 4_000_000;
      case DISK_READ_BYTES_PER_SECOND, DISK_WRITE_BYTES_PER_SECOND ->
          share * machine.facts().vcpus() * 2_000_000;
    };
  }
}
