package io.novacron.api.machine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which machines to list, newest first unless asked otherwise; deleted ones are left out unless
 * their state is asked for.
 *
 * @param state only those in this state
 * @param name only the one of this name
 * @param account only those in this account
 * @param region only those in this region
 * @param labels only those with all of these labels
 * @param oldestFirst whether the oldest come first instead of the newest
 * @param pageSize most machines in the answer, 1 to 1,000
 * @param pageToken where to go on, as an earlier page gave it
 */
public record MachineQuery(
    @Nullable MachineState state,
    @Nullable String name,
    @Nullable String account,
    @Nullable String region,
    Map<String, String> labels,
    boolean oldestFirst,
    int pageSize,
    @Nullable String pageToken) {
  public MachineQuery {
    labels = Map.copyOf(labels);
  }

  /** Newest first. */
  public MachineQuery(
      @Nullable MachineState state,
      @Nullable String name,
      @Nullable String account,
      @Nullable String region,
      Map<String, String> labels,
      int pageSize,
      @Nullable String pageToken) {
    this(state, name, account, region, labels, false, pageSize, pageToken);
  }

  /** All machines, a hundred at a time. */
  public static MachineQuery all() {
    return new MachineQuery(null, null, null, null, Map.of(), 100, null);
  }
}
