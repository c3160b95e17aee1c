package io.novacron.core.internal.catalog;

/**
 * Distance over the surface of the Earth, taken as a sphere, by the haversine formula (R. W.
 * Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984). The true shape of the Earth
 * differs by at most about 0.5 %, less than a city is wide at the distances that matter.
 */
public final class GreatCircle {
  /**
   * Mean radius of the Earth in kilometres (IUGG: a third of the sum of twice the equatorial and
   * the polar).
   */
  static final double EARTH_RADIUS_KM = 6371.0088;

  private GreatCircle() {}

  /** Kilometres between two points, 0 to about 20,015. */
  public static double kilometres(Coordinates from, Coordinates to) {
    double fromLatitude = Math.toRadians(from.latitude());
    double toLatitude = Math.toRadians(to.latitude());
    double halfLatitude = Math.sin((toLatitude - fromLatitude) / 2);
    double halfLongitude = Math.sin(Math.toRadians(to.longitude() - from.longitude()) / 2);
    double haversine =
        halfLatitude * halfLatitude
            + Math.cos(fromLatitude) * Math.cos(toLatitude) * halfLongitude * halfLongitude;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
  }
}
