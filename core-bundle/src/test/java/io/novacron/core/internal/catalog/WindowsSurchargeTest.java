package io.novacron.core.internal.catalog;

import static io.novacron.core.internal.catalog.PublishedRows.micros;
import static io.novacron.core.internal.catalog.PublishedRows.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Mark;
import org.junit.jupiter.api.Test;

class WindowsSurchargeTest {
  @Test
  void takes_the_surcharge_off_the_sizes_that_hold_it_and_leaves_the_others() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,eastus,Standard_D2as_v5,2,8,0,,amd64,0.178,,2026-06-18",
            "azure,eastus,Standard_D4as_v5,4,16,0,,amd64,0.172,,2026-06-18",
            "azure,eastus,Standard_D8as_v5,8,32,0,,amd64,0.344,,2026-06-18",
            "azure,eastus,Standard_D64as_v5,64,256,0,,amd64,5.696,,2026-06-18");

    assertThat(new WindowsSurcharge().apply(draft)).isEqualTo(2);

    assertPrice(draft, "eastus", "Standard_D2as_v5", "0.086", true);
    assertPrice(draft, "eastus", "Standard_D4as_v5", "0.172", false);
    assertPrice(draft, "eastus", "Standard_D8as_v5", "0.344", false);
    assertPrice(draft, "eastus", "Standard_D64as_v5", "2.752", true);
    assertThat(draft.published(offer(draft, "azure", "eastus", "Standard_D2as_v5")))
        .isEqualTo(micros("0.178"));
  }

  @Test
  void sees_by_the_sizes_with_a_disk_that_all_without_one_hold_it() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,malaysiawest,Standard_D2as_v5,2,8,0,,amd64,0.189,,2026-06-18",
            "azure,malaysiawest,Standard_D96as_v5,96,384,0,,amd64,9.082,,2026-06-18",
            "azure,malaysiawest,Standard_D2ads_v5,2,8,0,,amd64,0.116,,2026-06-18",
            "azure,malaysiawest,Standard_D16ads_v5,16,64,0,,amd64,1.665,,2026-06-18");

    assertThat(new WindowsSurcharge().apply(draft)).isEqualTo(3);

    assertPrice(draft, "malaysiawest", "Standard_D2as_v5", "0.097", true);
    assertPrice(draft, "malaysiawest", "Standard_D96as_v5", "4.666", true);
    assertPrice(draft, "malaysiawest", "Standard_D2ads_v5", "0.116", false);
    assertPrice(draft, "malaysiawest", "Standard_D16ads_v5", "0.929", true);
  }

  @Test
  void counts_the_listed_cores_of_a_size_with_fewer_active() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,northcentralus,Standard_E16-4as_v5,16,128,0,,amd64,1.64,,2026-06-18",
            "azure,northcentralus,Standard_E16as_v5,16,128,0,,amd64,0.904,,2026-06-18");
    new ConstrainedCores().apply(draft);

    assertThat(new WindowsSurcharge().apply(draft)).isEqualTo(1);

    assertPrice(draft, "northcentralus", "Standard_E16-4as_v5", "0.904", true);
    assertPrice(draft, "northcentralus", "Standard_E16as_v5", "0.904", false);
  }

  @Test
  void takes_the_smaller_surcharge_off_burstable_sizes() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,eastus,Standard_B2as_v2,2,8,0,,amd64,0.0752,,2026-06-18",
            "azure,eastus,Standard_B2als_v2,2,4,0,,amd64,0.0376,,2026-06-18",
            "azure,eastus,Standard_B2ats_v2,2,1,0,,amd64,0.0186,,2026-06-18",
            "azure,eastus2,Standard_B2as_v2,2,8,0,,amd64,0.0752,,2026-06-18",
            "azure,eastus2,Standard_B2als_v2,2,4,0,,amd64,0.0468,,2026-06-18",
            "azure,eastus2,Standard_B2ats_v2,2,1,0,,amd64,0.0094,,2026-06-18");

    assertThat(new WindowsSurcharge().apply(draft)).isEqualTo(2);

    assertPrice(draft, "eastus", "Standard_B2ats_v2", "0.0094", true);
    assertPrice(draft, "eastus", "Standard_B2als_v2", "0.0376", false);
    assertPrice(draft, "eastus2", "Standard_B2als_v2", "0.0376", true);
    assertPrice(draft, "eastus2", "Standard_B2ats_v2", "0.0094", false);
    assertPrice(draft, "eastus2", "Standard_B2as_v2", "0.0752", false);
  }

  @Test
  void sees_by_the_small_sizes_that_all_plain_burstable_ones_hold_it() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,southafricanorth,Standard_B2as_v2,2,8,0,,amd64,0.107,,2026-06-18",
            "azure,southafricanorth,Standard_B4as_v2,4,16,0,,amd64,0.214,,2026-06-18",
            "azure,southafricanorth,Standard_B2als_v2,2,4,0,,amd64,0.0488,,2026-06-18",
            "azure,southafricanorth,Standard_B4als_v2,4,8,0,,amd64,0.173,,2026-06-18");

    assertThat(new WindowsSurcharge().apply(draft)).isEqualTo(2);

    assertPrice(draft, "southafricanorth", "Standard_B2as_v2", "0.0978", true);
    assertPrice(draft, "southafricanorth", "Standard_B4as_v2", "0.1956", true);
    assertPrice(draft, "southafricanorth", "Standard_B4als_v2", "0.173", false);
  }

  @Test
  void leaves_other_families_and_other_clouds_alone() {
    CatalogDraft draft =
        PublishedRows.draft(
            "azure,eastus,Standard_D2s_v3,2,8,0,,amd64,0.188,,2026-06-18",
            "azure,eastus,Standard_D4s_v3,4,16,0,,amd64,0.192,,2026-06-18",
            "gcp,us-central1,e2-standard-2,2,8,0,,amd64,0.067,0.02,2026-08-03");

    assertThat(new WindowsSurcharge().apply(draft)).isZero();
  }

  private static void assertPrice(
      CatalogDraft draft, String region, String type, String price, boolean corrected) {
    int offer = offer(draft, "azure", region, type);
    assertThat(draft.onDemand(offer)).as(type).isEqualTo(micros(price));
    assertThat(draft.marked(offer, Mark.PRICE_CORRECTED)).as(type).isEqualTo(corrected);
  }
}
