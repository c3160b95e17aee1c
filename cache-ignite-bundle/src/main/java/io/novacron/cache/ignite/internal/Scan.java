package io.novacron.cache.ignite.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Walks over what matches a query in one or more tenants, merged into one order. */
final class Scan {
  private final Map<String, String> attributes;
  private final boolean ascending;
  private final @Nullable Position end;
  private final PriorityQueue<Head> heads;

  /**
   * Begins a walk.
   *
   * @param tenants what is walked
   * @param attributes what a record must have
   * @param ascending the direction
   * @param after where an earlier walk ended or a bound of the ids is, or null for the beginning
   * @param end where the walk ends at the latest, or null for the end of all
   */
  Scan(
      Collection<TenantIndex> tenants,
      Map<String, String> attributes,
      boolean ascending,
      @Nullable Position after,
      @Nullable Position end) {
    this.attributes = attributes;
    this.ascending = ascending;
    this.end = end;
    Comparator<Head> order = Comparator.comparing(Head::position);
    this.heads =
        new PriorityQueue<>(Math.max(1, tenants.size()), ascending ? order : order.reversed());
    for (TenantIndex tenant : tenants) {
      advance(tenant, after);
    }
  }

  /** The next positions, at most so many; none at the end. */
  List<Position> take(int most) {
    List<Position> taken = new ArrayList<>();
    while (taken.size() < most) {
      Head head = heads.poll();
      if (head == null) {
        break;
      }
      taken.add(head.position());
      advance(head.tenant(), head.position());
    }
    return taken;
  }

  private void advance(TenantIndex tenant, @Nullable Position after) {
    Position next = tenant.next(attributes, after, false, ascending);
    if (next != null && (end == null || ascending == next.compareTo(end) < 0)) {
      heads.add(new Head(tenant, next));
    }
  }

  private record Head(TenantIndex tenant, Position position) {}
}
