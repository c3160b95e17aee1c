package io.novacron.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PriceTest {
  @Test
  void amountsHaveAtLeastFourDecimalsAndLoseNoDigit() {
    assertThat(Price.ofMicros(172_000)).hasToString("0.1720");
    assertThat(Price.ofMicros(46)).hasToString("0.000046");
    assertThat(Price.ofMicros(360_986_950)).hasToString("360.98695");
    assertThat(Price.ofMicros(12_000_000)).hasToString("12.0000");
  }

  @Test
  void aNegativeAmountIsRefused() {
    assertThatThrownBy(
            () -> new Price(new BigDecimal("-0.1"), "USD", LocalDate.of(2026, 8, 3), "list"))
        .hasMessageContaining("not be negative but is -0.1");
  }
}
