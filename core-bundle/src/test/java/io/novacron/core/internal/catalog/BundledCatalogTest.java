package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the bundle, counted over the whole. */
class BundledCatalogTest {
  private static final Set<String> UNKNOWN_CARBON =
      Set.of(
          "aws me-central-1",
          "azure austriaeast",
          "azure malaysiawest",
          "azure newzealandnorth",
          "azure norwayeast",
          "azure norwaywest",
          "azure uaecentral",
          "azure uaenorth",
          "gcp asia-southeast3");

  @SuppressWarnings("NullAway.Init")
  private static ColumnarCatalog catalog;

  @BeforeAll
  static void load() {
    catalog = new CatalogLoader(CatalogParts.bundled()).load();
  }

  @Test
  void holds_every_offer_type_and_region() {
    assertThat(catalog.size()).isEqualTo(79_533);
    assertThat(catalog.instanceTypes()).hasSize(3_005);
    assertThat(catalog.regions()).hasSize(124);
    assertThat(perCloud(offer -> true))
        .isEqualTo(Map.of("aws", 12_022L, "azure", 54_790L, "gcp", 12_721L));
  }

  @Test
  void keeps_the_day_of_every_price() {
    Map<String, Long> days =
        offers(offer -> true)
            .mapToObj(offer -> catalog.offer(offer))
            .collect(
                Collectors.groupingBy(
                    offer -> offer.region().cloud() + " " + offer.onDemand().asOf(),
                    Collectors.counting()));

    assertThat(days)
        .isEqualTo(
            Map.of(
                "aws 2024-02-21", 9_631L,
                "aws 2026-07-20", 2_391L,
                "azure 2026-06-18", 54_790L,
                "gcp 2026-08-03", 12_721L));
  }

  @ParameterizedTest
  @CsvSource({
    "constrained-cores, 246",
    "gpu-counts, 20",
    "other-accelerators, 25",
    "burstable, 74",
    "promotions, 16",
    "windows-surcharge, 2091",
    "implausible-prices, 25",
    "smaller-costs-more, 2",
    "spot-at-full-price, 84",
    "older-azure-spot, 5259",
    "aws-spot-from-saving, 925",
    "carbon-comparable, 107",
    "carbon-replaced, 38"
  })
  void each_rule_touches_what_is_stated(String rule, int touched) {
    assertThat(catalog.ruleCounts()).contains(new RuleCount(rule, touched)).hasSize(13);
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTRAINED_CORES, 10322",
    "PRICE_CORRECTED, 2091",
    "PRICE_DOUBTFUL, 7",
    "PRICE_UNUSUAL, 20",
    "GPU_CORRECTED, 255",
    "OTHER_ACCELERATOR, 181",
    "SPOT_REMOVED, 84",
    "SPOT_OLDER, 6143",
    "SPOT_DERIVED, 925",
    "BURSTABLE, 2707",
    "PROMOTION, 24"
  })
  void as_many_offers_carry_a_mark_as_is_stated(Mark mark, int expected) {
    assertThat(offers(offer -> catalog.marked(offer, mark)).count()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Standard_D\\d+as_v5, 220",
    "Standard_D\\d+ads_v5, 219",
    "Standard_E\\d+(-\\d+)?as_v5, 522",
    "Standard_E\\d+(-\\d+)?ads_v5, 490",
    "Standard_E112ia(d?)s_v5, 1",
    "Standard_B\\d+[ap]?s_v2, 299",
    "Standard_B\\d+[ap]?[lt]s_v2, 340"
  })
  void surcharges_are_taken_off_as_often_as_is_stated(String names, int expected) {
    Pattern pattern = Pattern.compile(names);

    assertThat(
            offers(offer -> catalog.marked(offer, Mark.PRICE_CORRECTED))
                .filter(offer -> pattern.matcher(type(offer).name()).matches())
                .count())
        .isEqualTo(expected);
  }

  @Test
  void all_sizes_of_malaysiawest_that_hold_the_surcharge_are_corrected() {
    assertThat(
            offers(offer -> catalog.marked(offer, Mark.PRICE_CORRECTED))
                .filter(offer -> region(offer).id().equals("malaysiawest"))
                .filter(offer -> type(offer).name().matches("Standard_D\\d+as_v5"))
                .count())
        .isEqualTo(8);
  }

  @Test
  void after_correction_a_size_of_one_family_costs_the_same_per_listed_core_in_a_region() {
    Map<String, Double> lowest = new HashMap<>();
    Map<String, Double> highest = new HashMap<>();
    offers(offer -> type(offer).name().matches("Standard_D\\d+a(d?)s_v5"))
        .forEach(
            offer -> {
              String family = type(offer).name().replaceAll("\\d+a", "a");
              String key = region(offer).id() + " " + family;
              double perCore = (double) catalog.onDemandMicros(offer) / type(offer).vcpus();
              lowest.merge(key, perCore, Math::min);
              highest.merge(key, perCore, Math::max);
            });

    assertThat(lowest).hasSize(114);
    lowest.forEach((key, low) -> assertThat(highest.get(key)).as(key).isBetween(low, low * 1.02));
  }

  @Test
  void doubtful_are_only_the_prices_of_a_tenth_in_new_zealand() {
    assertThat(offers(offer -> catalog.marked(offer, Mark.PRICE_DOUBTFUL)))
        .allSatisfy(
            offer -> {
              assertThat(region(offer).id()).isEqualTo("newzealandnorth");
              assertThat(type(offer).name()).matches("Standard_F\\d+ams_v6");
            });
  }

  @Test
  void unusual_are_the_dear_region_and_the_smaller_machines_that_cost_more() {
    Map<String, Long> regions =
        offers(offer -> catalog.marked(offer, Mark.PRICE_UNUSUAL))
            .mapToObj(offer -> region(offer).id())
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));

    assertThat(regions)
        .isEqualTo(Map.of("brazilsoutheast", 18L, "asia-northeast1", 1L, "us-east5", 1L));
  }

  @Test
  void spot_is_always_below_on_demand_and_has_its_own_day() {
    assertThat(perCloud(offer -> catalog.spotMicros(offer) >= 0))
        .isEqualTo(Map.of("aws", 10_414L, "azure", 5_259L, "gcp", 12_637L));
    assertThat(offers(offer -> catalog.spotMicros(offer) >= catalog.onDemandMicros(offer)))
        .isEmpty();
    assertThat(offers(offer -> catalog.spotMicros(offer) == 0)).isEmpty();
    offers(offer -> catalog.marked(offer, Mark.SPOT_OLDER))
        .mapToObj(offer -> catalog.offer(offer))
        .forEach(
            offer ->
                assertThat(offer.spot())
                    .satisfies(spot -> assertThat(spot.asOf()).isBefore(offer.onDemand().asOf())));
  }

  @Test
  void removed_spot_is_that_of_memory_optimised_m2() {
    assertThat(offers(offer -> catalog.marked(offer, Mark.SPOT_REMOVED)))
        .allSatisfy(offer -> assertThat(type(offer).name()).startsWith("m2-"));
  }

  @Test
  void a_corrected_price_says_what_was_published() {
    Offer offer = find("azure", "eastus", "Standard_D2as_v5");

    assertThat(offer.onDemand())
        .isEqualTo(
            new Price(
                new BigDecimal("0.0860"),
                "USD",
                LocalDate.parse("2026-06-18"),
                "Azure price list, by karpenter-provider-azure; published as 0.1780, of which 0.0920"
                    + " for Windows were taken off"));
    assertThat(offer.marks()).contains(Mark.PRICE_CORRECTED);
  }

  @Test
  void a_computed_spot_price_says_how() {
    Offer offer = find("aws", "us-east-1", "m7g.xlarge");

    assertThat(offer.spot())
        .isEqualTo(
            new Price(
                new BigDecimal("0.062016"),
                "USD",
                LocalDate.parse("2025-07-28"),
                "AWS Spot Instance Advisor, by spotinfo; computed from a saving of 62 %"));
  }

  @Test
  void no_part_of_a_gpu_is_counted_as_a_whole_one() {
    assertThat(type("aws", "g6f.4xlarge").gpus()).isEqualTo(0.5);
    assertThat(type("azure", "Standard_NV6ads_A10_v5").gpus()).isEqualTo(0.1667);
    assertThat(type("azure", "Standard_ND96is_MI300X_v5").gpus()).isEqualTo(8);
    assertThat(type("gcp", "g4-standard-6").gpus()).isEqualTo(0.125);
    assertThat(catalog.instanceTypes())
        .filteredOn(type -> type.marks().contains(Mark.OTHER_ACCELERATOR))
        .allSatisfy(
            type -> {
              assertThat(type.gpus()).isZero();
              assertThat(type.gpuModel()).isNotBlank();
            });
  }

  @Test
  void clouds_in_one_city_have_the_same_comparable_carbon() {
    Map<String, Set<CarbonIntensity>> byCity =
        catalog.regions().stream()
            .filter(region -> region.carbon() != null && region.carbon().comparable())
            .collect(
                Collectors.groupingBy(
                    region -> region.city() + " " + region.country(),
                    Collectors.mapping(
                        region -> new CarbonIntensity(carbon(region), "", true),
                        Collectors.toSet())));

    assertThat(byCity).allSatisfy((city, values) -> assertThat(values).as(city).hasSize(1));
    assertThat(carbon(region("aws", "us-gov-east-1"))).isEqualTo(323.05);
    assertThat(carbon(region("aws", "eu-central-1"))).isEqualTo(275.82);
  }

  @Test
  void unknown_carbon_is_absent() {
    assertThat(catalog.regions().stream().filter(region -> region.carbon() == null))
        .extracting(region -> region.cloud() + " " + region.id())
        .containsExactlyInAnyOrderElementsOf(UNKNOWN_CARBON);
  }

  @Test
  void every_source_has_an_origin_a_licence_and_a_date() {
    assertThat(catalog.sources())
        .hasSize(13)
        .allSatisfy(
            source -> {
              assertThat(source.part()).isNotBlank();
              assertThat(source.origin()).isNotBlank();
              assertThat(source.licence()).isIn("facts", "Apache-2.0");
              assertThat(source.asOf()).matches("20\\d\\d.*");
            });
  }

  @Test
  void finds_each_offer_by_its_names() {
    for (int offer = 0; offer < catalog.size(); offer += 97) {
      assertThat(catalog.find(region(offer).cloud(), region(offer).id(), type(offer).name()))
          .hasValue(offer);
    }
    assertThat(catalog.find("aws", "us-east-1", "m99.large")).isEmpty();
    assertThat(catalog.find("aws", "eastus", "m7g.xlarge")).isEmpty();
    assertThat(catalog.find("gcp", "us-east-1", "m7g.xlarge")).isEmpty();
    assertThat(catalog.find("aws", "ap-east-1", "p6-b200.48xlarge")).isEmpty();
    assertThat(catalog.find("nowhere", "x", "y")).isEmpty();
  }

  @Test
  void the_same_data_has_the_same_digest() {
    assertThat(new CatalogLoader(CatalogParts.bundled()).load().digest())
        .isEqualTo(catalog.digest())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void every_city_of_the_regions_is_a_known_place() {
    Places places = new Places(catalog.regions());

    assertThat(catalog.regions())
        .allSatisfy(
            region -> assertThat(places.resolve(region.city())).contains(Coordinates.of(region)));
    assertThat(places.cities()).contains("Frankfurt", "São Paulo", "Zürich");
  }

  private static IntStream offers(IntPredicate wanted) {
    return IntStream.range(0, catalog.size()).filter(wanted);
  }

  private static Map<String, Long> perCloud(IntPredicate wanted) {
    return offers(wanted)
        .mapToObj(offer -> region(offer).cloud())
        .collect(Collectors.groupingBy(cloud -> cloud, Collectors.counting()));
  }

  private static Offer find(String cloud, String region, String type) {
    return catalog.offer(catalog.find(cloud, region, type).orElseThrow());
  }

  private static InstanceType type(int offer) {
    return catalog.instanceTypes().get(catalog.typeIndex(offer));
  }

  private static InstanceType type(String cloud, String name) {
    return catalog.instanceTypes().stream()
        .filter(type -> type.cloud().equals(cloud) && type.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static Region region(int offer) {
    return catalog.regions().get(catalog.regionIndex(offer));
  }

  private static Region region(String cloud, String id) {
    List<Region> found =
        catalog.regions().stream()
            .filter(region -> region.cloud().equals(cloud) && region.id().equals(id))
            .toList();
    return found.get(0);
  }

  private static double carbon(Region region) {
    CarbonIntensity carbon = region.carbon();
    assertThat(carbon).as(region.id()).isNotNull();
    return carbon == null ? Double.NaN : carbon.gramsPerKwh();
  }
}
