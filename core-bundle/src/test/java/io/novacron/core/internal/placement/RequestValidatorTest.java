package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.FieldError;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestValidatorTest {
  private static final Size SIZE = new Size(4, 16, 0, null, null);

  @Test
  void aRequestWithinItsRangesIsValid() {
    assertThat(pointers(new Size(1024, 65_536, 64, "H100", "arm64"))).isEmpty();
    assertThat(
            pointers(
                new PlacementConstraints(
                    "a",
                    "r",
                    "z",
                    new Near(null, -90.0, 180.0, 0.5),
                    new BigDecimal("0.1500000"),
                    0.0)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16, 0, /size/vcpus",
    "1025, 16, 0, /size/vcpus",
    "4, 0, 0, /size/memoryGib",
    "4, -1, 0, /size/memoryGib",
    "4, NaN, 0, /size/memoryGib",
    "4, 65537, 0, /size/memoryGib",
    "4, 16, -1, /size/gpus",
    "4, 16, 65, /size/gpus"
  })
  void aSizeOutOfRangeIsRefused(int vcpus, double memoryGib, int gpus, String pointer) {
    assertThat(pointers(new Size(vcpus, memoryGib, gpus, null, null))).containsExactly(pointer);
  }

  @Test
  void aGpuModelNeedsGpusAndAnArchitectureMustBeKnown() {
    assertThat(pointers(new Size(4, 16, 0, "T4", "x86")))
        .containsExactly("/size/gpuModel", "/size/architecture");
  }

  @Test
  void eitherASizeOrATypeIsNeeded() {
    assertThat(pointers(request(null, null))).containsExactly("/size");
    assertThat(pointers(request(SIZE, "m7g.xlarge"))).containsExactly("/instanceType");
    assertThat(pointers(request(null, "m7g.xlarge"))).isEmpty();
    assertThat(pointers(request(null, " "))).containsExactly("/instanceType");
    assertThat(pointers(request(null, "m".repeat(101)))).containsExactly("/instanceType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000000.000001", "0.1234567", "1e999999999", "1e-999999999"})
  void aPriceOutOfRangeIsRefused(String price) {
    BigDecimal amount = new BigDecimal(price);
    Market market = new Market(Market.Kind.SPOT, amount);
    PlacementConstraints constraints =
        new PlacementConstraints(null, null, null, null, amount, null);
    assertThat(pointers(new PlacementRequest(SIZE, null, market, constraints)))
        .containsExactly("/market/maxPricePerHour", "/placement/maxPricePerHour");
  }

  @Test
  void aZoneNeedsItsRegion() {
    assertThat(pointers(new PlacementConstraints(null, null, "a", null, null, null)))
        .containsExactly("/placement/zone");
  }

  @Test
  void carbonMustNotBeNegative() {
    assertThat(pointers(new PlacementConstraints(null, null, null, null, null, -0.1)))
        .containsExactly("/placement/maxCarbonGramsPerKwh");
    assertThat(pointers(new PlacementConstraints(null, null, null, null, null, Double.NaN)))
        .containsExactly("/placement/maxCarbonGramsPerKwh");
  }

  @Test
  void aPlaceIsANameOrAWholePoint() {
    assertThat(near(new Near(null, null, null, null))).containsExactly("/placement/near");
    assertThat(near(new Near("Paris", 1.0, 2.0, null))).containsExactly("/placement/near/place");
    assertThat(near(new Near(null, 1.0, null, null))).containsExactly("/placement/near/longitude");
    assertThat(near(new Near(null, null, 1.0, null))).containsExactly("/placement/near/latitude");
    assertThat(near(new Near(null, 91.0, 181.0, null)))
        .containsExactly("/placement/near/latitude", "/placement/near/longitude");
    assertThat(near(new Near("Paris", null, null, 0.0)))
        .containsExactly("/placement/near/maxRttMillis");
  }

  private static PlacementRequest request(@Nullable Size size, @Nullable String type) {
    return new PlacementRequest(size, type, Market.ON_DEMAND, PlacementConstraints.NONE);
  }

  private static List<String> near(Near near) {
    return pointers(new PlacementConstraints(null, null, null, near, null, null));
  }

  private static List<String> pointers(Size size) {
    return pointers(request(size, null));
  }

  private static List<String> pointers(PlacementConstraints constraints) {
    return pointers(new PlacementRequest(SIZE, null, Market.ON_DEMAND, constraints));
  }

  private static List<String> pointers(PlacementRequest request) {
    return RequestValidator.validate(request).stream().map(FieldError::pointer).toList();
  }
}
