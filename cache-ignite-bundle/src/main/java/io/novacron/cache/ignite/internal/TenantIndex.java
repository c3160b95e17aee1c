package io.novacron.cache.ignite.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The records of one kind in one tenant: all of them in order, and by each attribute. */
final class TenantIndex {
  private final String tenant;
  private final SortedPositions all = new SortedPositions();
  private final Map<String, SortedPositions> byAttribute = new ConcurrentHashMap<>();

  TenantIndex(String tenant) {
    this.tenant = tenant;
  }

  /** The tenant, as the instance that all positions here share. */
  String tenant() {
    return tenant;
  }

  void add(Position position, Map<String, String> attributes) {
    attributes.forEach(
        (name, value) ->
            byAttribute.compute(
                posting(name, value),
                (text, present) -> {
                  SortedPositions positions = present == null ? new SortedPositions() : present;
                  positions.add(position);
                  return positions;
                }));
    all.add(position);
  }

  void removeAttributes(Position position, Collection<Map.Entry<String, String>> attributes) {
    for (Map.Entry<String, String> attribute : attributes) {
      byAttribute.computeIfPresent(
          posting(attribute.getKey(), attribute.getValue()),
          (text, positions) -> {
            positions.remove(position);
            return positions.size() == 0 ? null : positions;
          });
    }
  }

  void remove(Position position, Map<String, String> attributes) {
    all.remove(position);
    removeAttributes(position, attributes.entrySet());
  }

  int size() {
    return all.size();
  }

  /**
   * Finds the nearest record that has all the attributes, leaping from one posting to the next
   * rather than walking the longest.
   *
   * @see SortedPositions#next
   */
  @Nullable Position next(
      Map<String, String> attributes,
      @Nullable Position from,
      boolean inclusive,
      boolean ascending) {
    if (attributes.isEmpty()) {
      return all.next(from, inclusive, ascending);
    }
    List<SortedPositions> postings = new ArrayList<>(attributes.size());
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      SortedPositions posting = byAttribute.get(posting(attribute.getKey(), attribute.getValue()));
      if (posting == null) {
        return null;
      }
      postings.add(posting);
    }
    postings.sort(Comparator.comparingInt(SortedPositions::size));
    Position candidate = postings.get(0).next(from, inclusive, ascending);
    int agreed = 1;
    for (int i = 1; candidate != null && agreed < postings.size(); i = (i + 1) % postings.size()) {
      Position found = postings.get(i).next(candidate, true, ascending);
      agreed = found != null && candidate.equals(found) ? agreed + 1 : 1;
      candidate = found;
    }
    return candidate;
  }

  private static String posting(String name, String value) {
    return name + '\0' + value;
  }
}
