package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.CarbonIntensity;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedRegionsTest {
  private static final Map<String, PriceSource> SOURCES =
      Map.of("list", PublishedRows.source("list", LocalDate.parse("2026-06-18")));
  private static final Table REGIONS =
      PublishedRows.table(
          "cloud\tregion\tcity\tcountry\tlatitude\tlongitude\tjurisdiction\tcarbon\tcarbon-source\tprices",
          "aws\teu-west-1\tDublin\tIE\t53.35\t-6.26\tEU\t316.0\town row; EEA\tlist",
          "aws\tus-gov-east-1\tColumbus\tUS\t39.96\t-83.00\tUS-GOV\t415.755\town row; EPA\tlist",
          "azure\tnorwayeast\tOslo\tNO\t59.91\t10.75\tEEA\t\t\tlist",
          "gcp\tus-east5\tColumbus\tUS\t39.96\t-83.00\tUS\t323.05\town row; 2024\tlist");

  @Test
  void one_grid_has_one_carbon_value_for_all_clouds() {
    PublishedRegions regions =
        PublishedRegions.read(REGIONS, grids("aws\tus-gov-east-1\tus-east5\tPJM"), SOURCES);

    CarbonIntensity expected =
        new CarbonIntensity(323.05, "region-carbon-info 2024, grid of gcp us-east5", true);
    assertThat(regions.regions().get(1).carbon()).isEqualTo(expected);
    assertThat(regions.regions().get(3).carbon()).isEqualTo(expected);
    assertThat(regions.comparable()).isEqualTo(2);
    assertThat(regions.replaced()).isEqualTo(1);
  }

  @Test
  void a_grid_without_the_common_source_keeps_its_value_which_is_not_comparable() {
    PublishedRegions regions = PublishedRegions.read(REGIONS, grids(), SOURCES);

    assertThat(regions.regions().get(0).carbon())
        .isEqualTo(new CarbonIntensity(316.0, "own row; EEA", false));
  }

  @Test
  void an_unknown_value_is_absent_and_not_zero() {
    PublishedRegions regions = PublishedRegions.read(REGIONS, grids(), SOURCES);

    assertThat(regions.regions().get(2).carbon()).isNull();
  }

  @Test
  void a_grid_of_a_region_without_a_value_is_an_error_that_names_its_line() {
    assertThatThrownBy(
            () ->
                PublishedRegions.read(
                    REGIONS, grids("aws\teu-west-1\teurope-west99\tIreland"), SOURCES))
        .hasMessageContaining("line 2")
        .hasMessageContaining("europe-west99");
  }

  private static Table grids(String... rows) {
    String[] lines = new String[rows.length + 1];
    lines[0] = "cloud\tregion\tgcp-region\tgrid";
    System.arraycopy(rows, 0, lines, 1, rows.length);
    return PublishedRows.table(lines);
  }
}
