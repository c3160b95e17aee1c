package io.novacron.api.packing;

import org.jspecify.annotations.Nullable;

/** By what a host is chosen among those that have room. */
public enum PackingStrategy {
  /** Balanced over failure domains, and in them over hosts: the least is lost when one fails. */
  SPREAD("machines in the failure domain", "share of the host in use"),
  /** The tightest fit: hosts stay empty as long as possible. */
  BEST_FIT("share of the largest host left free", null),
  /** The least new fragmentation of GPUs: the most of them find a machine in the end. */
  FRAGMENTATION("thousandths of a GPU fragmented", "share of the largest host left free");

  private final String scoreUnit;
  private final @Nullable String tieScoreUnit;

  PackingStrategy(String scoreUnit, @Nullable String tieScoreUnit) {
    this.scoreUnit = scoreUnit;
    this.tieScoreUnit = tieScoreUnit;
  }

  /** In what the score of a host is counted. */
  public String scoreUnit() {
    return scoreUnit;
  }

  /**
   * In what is counted that decides between hosts of one score; absent when lots decide at once.
   */
  public @Nullable String tieScoreUnit() {
    return tieScoreUnit;
  }
}
