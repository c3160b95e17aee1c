package io.novacron.api.packing;

/**
 * How much of a host is given away for each unit that it has. Above 1 machines are promised more
 * than there is, on the expectation that they do not all use it at once; below 1 something is kept
 * for the host itself. GPUs have no ratio: a share of a GPU is promised to be there.
 *
 * @param cpu for processor time, {@value #LEAST} to {@value #MOST_CPU}
 * @param memory for memory, {@value #LEAST} to {@value #MOST_MEMORY}; what is over 1 has to be paid
 *     by swapping when machines use what they were promised, so it ends low
 */
public record Overcommit(double cpu, double memory) {
  /** The lowest ratio. */
  public static final double LEAST = 0.1;

  /** The highest ratio for processor time. */
  public static final double MOST_CPU = 16;

  /** The highest ratio for memory. */
  public static final double MOST_MEMORY = 2;

  /** What a host has, no more and no less. */
  public static final Overcommit NONE = new Overcommit(1, 1);

  public Overcommit {
    require("cpu", cpu, MOST_CPU);
    require("memory", memory, MOST_MEMORY);
  }

  /** What is given away of so much processor time; rounded down. */
  public long cpuMillis(long built) {
    return (long) (built * cpu);
  }

  /** What is given away of so many bytes; rounded down. */
  public long memoryBytes(long built) {
    return (long) (built * memory);
  }

  private static void require(String what, double ratio, double most) {
    if (!(ratio >= LEAST && ratio <= most)) {
      throw new IllegalArgumentException(
          "overcommit of " + what + " is " + LEAST + " to " + most + ", not " + ratio);
    }
  }
}
