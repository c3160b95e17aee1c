package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Region;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
  private static final Coordinates FRANKFURT = new Coordinates(50.11, 8.68);

  private final Places places =
      new Places(
          List.of(
              region("eu-central-1", "Frankfurt", "DE", 50.11, 8.68),
              region("europe-west6", "Zürich", "CH", 47.38, 8.54),
              region("southamerica-east1", "São Paulo", "BR", -23.55, -46.63),
              region("eu-west-3", "Paris", "FR", 48.86, 2.35)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Frankfurt",
        "frankfurt",
        "FRANKFURT ",
        "Frankfurt am Main",
        "Frankfurt/Main",
        "Frankfurt, DE"
      })
  void finds_a_city_however_it_is_written(String written) {
    assertThat(places.resolve(written)).contains(FRANKFURT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zürich", "Zurich", "ZUERICH", "Zu\u0308rich"})
  void finds_a_city_with_or_without_its_accents(String written) {
    assertThat(places.resolve(written)).contains(new Coordinates(47.38, 8.54));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "Atlantis", "Frankfurt, US", "fra"})
  void knows_no_other_name(String written) {
    assertThat(places.resolve(written)).isEmpty();
  }

  @Test
  void suggests_the_closest_names_first() {
    assertThat(places.suggestions("Frankfrut")).startsWith("Frankfurt").hasSize(3);
    assertThat(places.suggestions("Sao")).startsWith("São Paulo");
    assertThat(places.suggestions("Pari")).startsWith("Paris");
  }

  @Test
  void lists_its_cities_in_order() {
    assertThat(places.cities()).containsExactly("Frankfurt", "Paris", "São Paulo", "Zürich");
  }

  private static Region region(
      String id, String city, String country, double latitude, double longitude) {
    return new Region("aws", id, city, country, latitude, longitude, "EU", null);
  }
}
