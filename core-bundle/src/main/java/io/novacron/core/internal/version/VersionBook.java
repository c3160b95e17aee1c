package io.novacron.core.internal.version;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest version of everything of one kind that is not deleted, in local memory, so that a
 * decision need not wait for a store. It knows what was written on this node as soon as that is
 * answered, and what was written on another within seconds ({@link VersionBookUpdates}). Safe for
 * use by many threads; nothing waits.
 *
 * @param <C> what a version says
 */
public final class VersionBook<C> {
  private final Map<String, NavigableMap<String, Entry<C>>> tenants = new ConcurrentHashMap<>();
  private volatile boolean loaded;

  /** Whether all of the store have been read, so that what is not known is not there. */
  public boolean isLoaded() {
    return loaded;
  }

  /** The latest version of a thing; empty when none is known, or it was deleted. */
  public Optional<Versioned<C>> latest(String tenant, String name) {
    Entry<C> entry = entry(tenant, name);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.latest);
  }

  /** The latest versions of all that is known of a tenant, by name. */
  public List<Versioned<C>> all(String tenant) {
    NavigableMap<String, Entry<C>> own = tenants.get(tenant);
    return own == null
        ? List.of()
        : own.values().stream().map(Entry::latest).filter(Objects::nonNull).toList();
  }

  /** Whether nothing is known of any tenant. */
  public boolean isEmpty() {
    return tenants.values().stream()
        .allMatch(own -> own.values().stream().allMatch(entry -> entry.latest == null));
  }

  /** A version as it was written or read; a thing that was deleted is taken out. */
  public void learn(Versioned<C> version) {
    learn(
        version.tenant(),
        version.name(),
        new Entry<>(version.revision(), version.deleted() ? null : version));
  }

  /** A thing cannot be read as it is now. */
  void learnUnusable(String tenant, String name, long revision) {
    learn(tenant, name, new Entry<>(revision, null));
  }

  /** Whether a revision of a thing, or a later one, is known. */
  boolean knows(String tenant, String name, long revision) {
    Entry<C> entry = entry(tenant, name);
    return entry != null && entry.revision >= revision;
  }

  /** All of the store have been read. */
  public void complete() {
    loaded = true;
  }

  /** The store has gone, and another may come. */
  void forget() {
    loaded = false;
    tenants.clear();
  }

  private @Nullable Entry<C> entry(String tenant, String name) {
    NavigableMap<String, Entry<C>> own = tenants.get(tenant);
    return own == null ? null : own.get(name);
  }

  /** What is read late must not hide what was written meanwhile. */
  private void learn(String tenant, String name, Entry<C> entry) {
    tenants
        .computeIfAbsent(tenant, first -> new ConcurrentSkipListMap<>())
        .merge(name, entry, (old, now) -> now.revision > old.revision ? now : old);
  }

  /**
   * What is known of one thing.
   *
   * @param revision revision at which it was seen
   * @param latest its latest version; absent when it was deleted or cannot be read
   */
  private record Entry<C>(long revision, @Nullable Versioned<C> latest) {}
}
