package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Mark;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.core.internal.codec.UnreadableRecordException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The shipped catalog, kept and read back. */
class CatalogImageTest {
  private static final int MOST_BYTES = 2 << 20;

  private final Catalog catalog = new CatalogComponent().current();
  private final byte[] image = CatalogImage.encode(catalog);

  @Test
  void everyOfferComesBackWithItsPricesMarksAndNumbers() {
    Catalog kept = CatalogImage.decode(image);
    assertThat(kept.digest()).isEqualTo(catalog.digest());
    assertThat(kept.regions()).isEqualTo(catalog.regions());
    assertThat(kept.instanceTypes()).isEqualTo(catalog.instanceTypes());
    assertThat(kept.sources()).isEqualTo(catalog.sources());
    assertThat(kept.size()).isEqualTo(catalog.size());
    for (int offer = 0; offer < catalog.size(); offer++) {
      assertThat(kept.offer(offer)).isEqualTo(catalog.offer(offer));
      assertThat(kept.regionIndex(offer)).isEqualTo(catalog.regionIndex(offer));
      assertThat(kept.typeIndex(offer)).isEqualTo(catalog.typeIndex(offer));
      assertThat(kept.onDemandMicros(offer)).isEqualTo(catalog.onDemandMicros(offer));
      assertThat(kept.spotMicros(offer)).isEqualTo(catalog.spotMicros(offer));
    }
    for (Mark mark : Mark.values()) {
      assertThat(kept.marked(0, mark)).isEqualTo(catalog.marked(0, mark));
    }
    assertThat(kept.find("gcp", "us-central1", "n2-standard-4"))
        .isEqualTo(catalog.find("gcp", "us-central1", "n2-standard-4"));
    assertThat(kept.find("gcp", "us-central1", "no-such-type")).isEmpty();
  }

  @Test
  void itTakesAFewHundredKilobytesAndTheSameCatalogTheSame() {
    assertThat(image.length).isLessThan(MOST_BYTES);
    assertThat(CatalogImage.encode(catalog)).isEqualTo(image);
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] half = Arrays.copyOf(image, image.length / 2);
    assertThatThrownBy(() -> CatalogImage.decode(half))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("damaged");
  }
}
