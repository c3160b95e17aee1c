package io.novacron.api.provider;

import java.util.Locale;

/** What is measured of a machine. */
public enum MetricName {
  CPU_PERCENT("percent"),
  MEMORY_PERCENT("percent"),
  NETWORK_IN_BYTES_PER_SECOND("bytes/s"),
  NETWORK_OUT_BYTES_PER_SECOND("bytes/s"),
  DISK_READ_BYTES_PER_SECOND("bytes/s"),
  DISK_WRITE_BYTES_PER_SECOND("bytes/s");

  private final String unit;

  MetricName(String unit) {
    this.unit = unit;
  }

  /** Unit of its values: {@code percent} of what the machine has, or {@code bytes/s}. */
  public String unit() {
    return unit;
  }

  /** The word of the interfaces, such as {@code cpu-percent}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
