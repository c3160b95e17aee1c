package io.novacron.api.placement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is known of a candidate. The contributions of all factors add up to its score;
 * what the policy does not score but the request set a limit for is shown with weight 0.
 *
 * @param name name, such as {@code price}
 * @param group {@code resource}, {@code performance}, {@code infrastructure}, {@code network} or
 *     {@code operational}; {@code unknown} when no source of it is there
 * @param value value of the candidate; absent when it is missing
 * @param unit unit of the value
 * @param weight weight
 * @param contribution what it added to the score
 * @param missing whether there is no value, so that it counted as neutral
 * @param estimated whether the value was estimated and not measured or published
 */
public record Factor(
    String name,
    String group,
    @Nullable Double value,
    String unit,
    double weight,
    double contribution,
    boolean missing,
    boolean estimated) {
  public Factor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(unit, "unit");
  }
}
