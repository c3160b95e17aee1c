package io.novacron.core.internal.placement;

/**
 * Chance that decides between candidates that are equal in all that matters. It depends on names
 * and a seed alone, not on the order of candidates, so equal regions and accounts get equal shares
 * over many seeds, and one seed always gives the same answer.
 */
public final class TieBreak {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private TieBreak() {}

  /** A number for a name (64-bit FNV-1a over its UTF-16 units, then mixed). */
  public static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** The lot that a candidate draws; the lowest wins. */
  public static long lot(long seed, long account, long region, long type) {
    return mix(mix(mix(mix(seed) ^ account) ^ region) ^ type);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): each bit depends on all. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
