package io.novacron.api.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place where a cloud has machines.
 *
 * @param cloud {@code aws}, {@code azure}, {@code gcp}
 * @param id the cloud's own id, such as {@code eu-central-1}
 * @param city nearest city
 * @param country ISO 3166 alpha-2 code
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 * @param jurisdiction {@code EU}, {@code EEA}, {@code UK}, {@code CH}, {@code US}, {@code US-GOV},
 *     or the country code
 * @param carbon absent where no source gives one; that is unknown, not zero
 */
public record Region(
    String cloud,
    String id,
    String city,
    String country,
    double latitude,
    double longitude,
    String jurisdiction,
    @Nullable CarbonIntensity carbon) {
  public Region {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(city, "city");
    Objects.requireNonNull(country, "country");
    Objects.requireNonNull(jurisdiction, "jurisdiction");
  }
}
