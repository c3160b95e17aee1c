package io.novacron.core.internal.space;

import io.novacron.api.provider.ConfigurationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings of the disk watermark as they are written in a file. */
public final class SpaceSettingsReader {
  private static final String WARN_PERCENT = "warnFreePercent";
  private static final String WARN_MIB = "warnFreeMib";
  private static final String REFUSE_PERCENT = "refuseFreePercent";
  private static final String REFUSE_MIB = "refuseFreeMib";
  private static final String PERIOD = "measureSeconds";
  private static final int MIB = 20;

  /** What is legal, with the defaults. */
  public static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.integer(
              WARN_PERCENT,
              5,
              1,
              90,
              "%",
              "Share of the disk below which free space is a warning."),
          ConfigurationKey.integer(
              WARN_MIB, 512, 1, 1_048_576, "MiB", "The same in MiB; the larger of the two counts."),
          ConfigurationKey.integer(
              REFUSE_PERCENT, 2, 0, 80, "%", "Share of the disk below which creates are refused."),
          ConfigurationKey.integer(
              REFUSE_MIB,
              128,
              0,
              1_048_576,
              "MiB",
              "The same in MiB; the larger of the two counts."),
          ConfigurationKey.integer(PERIOD, 5, 1, 300, "s", "How often the disk is measured."));

  private SpaceSettingsReader() {}

  /**
   * Reads settings. A warning that would come later than the refusal comes with it.
   *
   * @param values legal values, complete with defaults
   */
  public static SpaceSettings read(Map<String, String> values) {
    long refusePercent = number(values, REFUSE_PERCENT);
    long refuseMib = number(values, REFUSE_MIB);
    return new SpaceSettings(
        (int) Math.max(refusePercent, number(values, WARN_PERCENT)),
        Math.max(refuseMib, number(values, WARN_MIB)) << MIB,
        (int) refusePercent,
        refuseMib << MIB,
        Duration.ofSeconds(number(values, PERIOD)));
  }

  private static long number(Map<String, String> values, String key) {
    return Long.parseLong(Objects.requireNonNull(values.get(key), key));
  }
}
