package io.novacron.api.catalog;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instance type in a region, with its prices.
 *
 * @param region where
 * @param type what
 * @param onDemand price per hour without commitment, Linux
 * @param spot price per hour of interruptible capacity; absent where none is known
 * @param marks what is special or doubtful about this offer, beyond the type's own marks
 */
public record Offer(
    Region region, InstanceType type, Price onDemand, @Nullable Price spot, Set<Mark> marks) {
  public Offer {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(onDemand, "onDemand");
    marks = Set.copyOf(marks);
  }
}
