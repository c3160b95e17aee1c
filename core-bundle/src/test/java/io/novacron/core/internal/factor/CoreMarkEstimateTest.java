package io.novacron.core.internal.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.novacron.api.catalog.InstanceType;
import io.novacron.core.internal.catalog.CatalogComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CoreMarkEstimateTest {
  private static final List<InstanceType> TYPES = new CatalogComponent().current().instanceTypes();

  private final CoreMarkEstimate scores = CoreMarkEstimate.of(TYPES);

  @Test
  void whatWasMeasuredIsToldAsItWas() {
    assertThat(scores.measured(type("aws", "a1.2xlarge"))).hasValue(95158.8);
    assertThat(scores.measured(type("azure", "Standard_D4s_v5"))).isEmpty();
  }

  @Test
  void leftOutOneByOneTheMeasuredScoresAreEstimatedWellWithinTheirFamilies() {
    List<Double> errors = new ArrayList<>();
    for (InstanceType type : TYPES) {
      OptionalDouble measured = scores.measured(type);
      if (measured.isPresent()) {
        double estimate = scores.without(type.name(), TYPES).estimated(type).orElseThrow();
        errors.add(Math.abs(estimate / measured.getAsDouble() - 1));
      }
    }
    errors.sort(null);
    assertThat(errors).hasSizeGreaterThan(900);
    assertThat(errors.get(errors.size() / 2)).as("median error").isLessThan(0.03);
    assertThat(errors.get(errors.size() * 9 / 10)).as("nine in ten").isLessThan(0.2);
  }

  @Test
  void aTypeOfAnotherCloudIsEstimatedByTheFamilyWithItsProcessorAndItsVcpus() {
    double perVcpu = scores.estimated(type("azure", "Standard_D4s_v5")).orElseThrow() / 4;
    assertThat(scores.estimated(type("azure", "Standard_D8s_v5")).orElseThrow())
        .isCloseTo(8 * perVcpu, offset(1e-6));
    assertThat(perVcpu).as("Intel Ice Lake, as m6i").isBetween(16_500.0, 18_400.0);
    assertThat(scores.estimated(type("gcp", "t2a-standard-4")).orElseThrow() / 4)
        .as("Neoverse N1, as m6g")
        .isBetween(18_600.0, 20_100.0);
  }

  @Test
  void aWholeCoreForAVcpuIsWorthMoreThanAThread() {
    assertThat(scores.estimated(type("gcp", "t2d-standard-4")).orElseThrow())
        .isGreaterThan(1.4 * scores.estimated(type("gcp", "n2d-standard-4")).orElseThrow());
  }

  @Test
  void everyTypeHasAScoreSoThatNoCloudIsFavoured() {
    assertThat(TYPES).allMatch(type -> scores.estimated(type).isPresent());
  }

  private static InstanceType type(String cloud, String name) {
    return TYPES.stream()
        .filter(type -> type.cloud().equals(cloud) && type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
