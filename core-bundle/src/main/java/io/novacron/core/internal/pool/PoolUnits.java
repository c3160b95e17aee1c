package io.novacron.core.internal.pool;

/** Turns what people write into what hosts are counted in. */
final class PoolUnits {
  private static final long MILLIS = 1000;
  private static final double GIB = 1L << 30;

  private PoolUnits() {}

  static long cpuMillis(int vcpus) {
    return vcpus * MILLIS;
  }

  static long bytes(double gib) {
    return (long) (gib * GIB);
  }
}
