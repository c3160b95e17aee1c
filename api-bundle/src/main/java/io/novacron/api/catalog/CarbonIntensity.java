package io.novacron.api.catalog;

import java.util.Objects;

/**
 * How much carbon the grid of a region emits.
 *
 * @param gramsPerKwh grams of CO2 equivalent per kilowatt hour; 0 or more
 * @param source where the value comes from, with its year
 * @param comparable whether it comes from the one source that is used for all clouds, so that it
 *     may be compared between them
 */
public record CarbonIntensity(double gramsPerKwh, String source, boolean comparable) {
  public CarbonIntensity {
    Objects.requireNonNull(source, "source");
    if (!(gramsPerKwh >= 0)) {
      throw new IllegalArgumentException("gramsPerKwh must be 0 or more but is " + gramsPerKwh);
    }
  }
}
