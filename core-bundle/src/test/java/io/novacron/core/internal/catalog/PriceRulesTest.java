package io.novacron.core.internal.catalog;

import static io.novacron.core.internal.catalog.PublishedRows.micros;
import static io.novacron.core.internal.catalog.PublishedRows.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.Mark;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The rules that look at prices, but for the surcharge. */
class PriceRulesTest {
  private static final PriceSource SAVINGS =
      PublishedRows.source("savings", LocalDate.parse("2025-07-28"));
  private static final PriceSource OLD = PublishedRows.source("old", LocalDate.parse("2023-12-08"));

  @Test
  void a_tenth_of_the_price_elsewhere_is_doubtful() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,newzealandnorth,Standard_F2ams_v6,2,16,0,,amd64,0.0225,,2026-06-18",
            "azure,newzealandnorth,Standard_E64_v3,64,432,0,,amd64,4.566,,2026-06-18",
            "azure,newzealandnorth,Standard_D2as_v5,2,8,0,,amd64,0.113,,2026-06-18",
            "azure,australiaeast,Standard_F2ams_v6,2,16,0,,amd64,0.225,,2026-06-18",
            "azure,austriaeast,Standard_F2ams_v6,2,16,0,,amd64,0.216,,2026-06-18",
            "azure,brazilsouth,Standard_F2ams_v6,2,16,0,,amd64,0.287,,2026-06-18",
            "azure,canadacentral,Standard_F2ams_v6,2,16,0,,amd64,0.2,,2026-06-18");

    assertThat(new ImplausiblePrices().apply(draft)).isEqualTo(1);

    int doubtful = offer(draft, "azure", "newzealandnorth", "Standard_F2ams_v6");
    assertThat(draft.marked(doubtful, Mark.PRICE_DOUBTFUL)).isTrue();
    assertThat(draft.onDemand(doubtful)).isEqualTo(micros("0.0225"));
  }

  @Test
  void a_high_price_in_a_dear_region_is_only_unusual() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,brazilsoutheast,Standard_E64_v3,64,432,0,,amd64,8.798,,2026-06-18",
            "azure,brazilsoutheast,Standard_F2ams_v6,2,16,0,,amd64,0.372,,2026-06-18",
            "azure,eastus,Standard_F2ams_v6,2,16,0,,amd64,0.179,,2026-06-18",
            "azure,westeurope,Standard_F2ams_v6,2,16,0,,amd64,0.216,,2026-06-18",
            "azure,westus2,Standard_F2ams_v6,2,16,0,,amd64,0.179,,2026-06-18",
            "azure,eastus,Standard_E64_v3,64,432,0,,amd64,3.629,,2026-06-18",
            "azure,northeurope,Standard_E64_v3,64,432,0,,amd64,4.061,,2026-06-18",
            "azure,westeurope,Standard_E64_v3,64,432,0,,amd64,4.376,,2026-06-18",
            "azure,westus2,Standard_E64_v3,64,432,0,,amd64,3.629,,2026-06-18");

    new ImplausiblePrices().apply(draft);

    int dear = offer(draft, "azure", "brazilsoutheast", "Standard_E64_v3");
    assertThat(draft.marked(dear, Mark.PRICE_UNUSUAL)).isTrue();
    assertThat(draft.marked(dear, Mark.PRICE_DOUBTFUL)).isFalse();
  }

  @Test
  void a_smaller_machine_that_costs_more_is_unusual_and_keeps_its_price() {
    CatalogDraft draft =
        PublishedRows.draft(
            "gcp,us-central1,a3-highgpu-8g,208,1872,8,H100,amd64,88.49,50.609541,2026-08-03",
            "gcp,us-east5,a3-highgpu-8g,208,1872,8,H100,amd64,99.583201,37.278105,2026-08-03",
            "gcp,us-east5,a3-megagpu-8g,208,1872,8,H100-MEGA,amd64,94.066641,35.202905,2026-08-03");

    assertThat(new SmallerCostsMore().apply(draft)).isEqualTo(1);

    int inverted = offer(draft, "gcp", "us-east5", "a3-highgpu-8g");
    assertThat(draft.marked(inverted, Mark.PRICE_UNUSUAL)).isTrue();
    assertThat(draft.onDemand(inverted)).isEqualTo(micros("99.583201"));
  }

  @Test
  void a_spot_price_that_equals_on_demand_is_taken_out() {
    CatalogDraft draft =
        PublishedRows.draft(
            "gcp,us-central1,m2-ultramem-208,208,5888,0,,amd64,42.111936,42.111936,2026-08-03",
            "gcp,us-central1,m1-megamem-96,96,1433.6,0,,amd64,10.65216,1.864845,2026-08-03");

    assertThat(new SpotAtFullPrice().apply(draft)).isEqualTo(1);

    int removed = offer(draft, "gcp", "us-central1", "m2-ultramem-208");
    assertThat(draft.spot(removed)).isEqualTo(CatalogDraft.NONE);
    assertThat(draft.marked(removed, Mark.SPOT_REMOVED)).isTrue();
    assertThat(draft.spot(offer(draft, "gcp", "us-central1", "m1-megamem-96")))
        .isEqualTo(micros("1.864845"));
  }

  @Test
  void a_saving_in_percent_gives_a_spot_price_where_there_is_none() {
    CatalogDraft draft =
        PublishedRows.draft(
            "aws,us-east-1,a1.large,2,4,0,,arm64,0.051,,2026-07-20",
            "aws,us-east-1,m7g.xlarge,4,16,0,,arm64,0.1632,,2026-07-20",
            "aws,eu-west-1,m7g.xlarge,4,16,0,,arm64,0.1822,0.0701,2024-02-21");
    Table savings =
        PublishedRows.table("type\teu-west-1\tus-east-1", "a1.large\t\t0", "m7g.xlarge\t55\t62");

    assertThat(new AwsSpotFromSaving(new PriceMatrix("aws", savings), SAVINGS).apply(draft))
        .isEqualTo(1);

    int computed = offer(draft, "aws", "us-east-1", "m7g.xlarge");
    assertThat(draft.spot(computed)).isEqualTo(micros("0.062016"));
    assertThat(draft.marked(computed, Mark.SPOT_DERIVED)).isTrue();
    assertThat(draft.marked(computed, Mark.SPOT_OLDER)).isTrue();
    assertThat(draft.spot(offer(draft, "aws", "us-east-1", "a1.large")))
        .isEqualTo(CatalogDraft.NONE);
    assertThat(draft.spot(offer(draft, "aws", "eu-west-1", "m7g.xlarge")))
        .isEqualTo(micros("0.0701"));
  }

  @Test
  void a_saving_that_is_no_percentage_is_an_error_that_names_its_line() {
    CatalogDraft draft =
        PublishedRows.draft("aws,us-east-1,a1.large,2,4,0,,arm64,0.051,,2026-07-20");
    Table savings = PublishedRows.table("type\tus-east-1", "a1.large\t100");

    assertThatThrownBy(
            () -> new AwsSpotFromSaving(new PriceMatrix("aws", savings), SAVINGS).apply(draft))
        .hasMessageContaining("test.tsv, line 2")
        .hasMessageContaining("0 to 99 percent");
  }

  @Test
  void an_older_spot_price_is_taken_when_it_is_below_on_demand_and_the_size_is_sold_so() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,eastus,Standard_B2ms,2,8,0,,amd64,0.0832,,2026-06-18",
            "azure,eastus,Standard_D2_v2_Promo,2,7,0,,amd64,0.1,,2026-06-18",
            "azure,eastus,Standard_D2s_v3,2,8,0,,amd64,0.096,,2026-06-18",
            "azure,eastus,Standard_D4s_v3,4,16,0,,amd64,0.192,,2026-06-18");
    MarkedTypes.burstable().apply(draft);
    MarkedTypes.promotions().apply(draft);
    Table prices =
        PublishedRows.table(
            "type\teastus",
            "Standard_B2ms\t0.0208",
            "Standard_D2_v2_Promo\t0.02",
            "Standard_D2s_v3\t0.0188",
            "Standard_D4s_v3\t0.192");

    assertThat(new OlderAzureSpot(new PriceMatrix("azure", prices), OLD).apply(draft)).isEqualTo(1);

    int older = offer(draft, "azure", "eastus", "Standard_D2s_v3");
    assertThat(draft.spot(older)).isEqualTo(micros("0.0188"));
    assertThat(draft.marked(older, Mark.SPOT_OLDER)).isTrue();
    assertThat(draft.spot(offer(draft, "azure", "eastus", "Standard_B2ms")))
        .isEqualTo(CatalogDraft.NONE);
    assertThat(draft.spot(offer(draft, "azure", "eastus", "Standard_D2_v2_Promo")))
        .isEqualTo(CatalogDraft.NONE);
    assertThat(draft.spot(offer(draft, "azure", "eastus", "Standard_D4s_v3")))
        .isEqualTo(CatalogDraft.NONE);
  }
}
