package io.novacron.api.inventory;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of what belongs to no record, with what all of them, on other pages too, cost.
 *
 * @param items the page
 * @param nextPageToken where to go on; absent on the last page
 * @param total how many there are in all
 * @param perHour what those that run cost in an hour, in US dollars, as far as they have a price
 * @param perMonth the same in 730 hours
 * @param unpriced how many cost something and have no price, as all volumes and snapshots
 * @param coverage how far the search reached
 */
public record OrphanReport(
    List<Orphan> items,
    @Nullable String nextPageToken,
    int total,
    BigDecimal perHour,
    BigDecimal perMonth,
    int unpriced,
    List<Coverage> coverage) {
  public OrphanReport {
    items = List.copyOf(items);
    Objects.requireNonNull(perHour, "perHour");
    Objects.requireNonNull(perMonth, "perMonth");
    coverage = List.copyOf(coverage);
  }
}
