package io.novacron.core.internal.account;

import io.novacron.api.provider.ProviderFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The provider factories that are there, and which of each type serves. Only touches memory; safe
 * for use by many threads.
 */
public final class ProviderVersions {
  private final List<ProviderFactory> factories = new ArrayList<>();
  private final Map<ProviderFactory, String> origins = new HashMap<>();
  private final Map<String, ProviderFactory> serving = new HashMap<>();
  private final Map<ProviderFactory, String> failures = new HashMap<>();
  private final Map<String, ProviderChoice> choices = new HashMap<>();
  private final Map<String, Long> revisions = new HashMap<>();
  private boolean choicesKnown;

  synchronized void add(ProviderFactory factory, String origin) {
    factories.add(factory);
    origins.put(factory, origin);
  }

  synchronized void remove(ProviderFactory factory) {
    factories.remove(factory);
    origins.remove(factory);
    serving.values().remove(factory);
    failures.remove(factory);
  }

  synchronized boolean contains(ProviderFactory factory) {
    return factories.contains(factory);
  }

  /** All that was recorded before is known. */
  public synchronized void choicesKnown() {
    choicesKnown = true;
  }

  /**
   * What was recorded; from now on it decides.
   *
   * @param revision revision of the record; an older one than is known changes nothing
   * @return whether that was news
   */
  public synchronized boolean choose(ProviderChoice choice, long revision) {
    if (revision <= revisions.getOrDefault(choice.type(), 0L)) {
      return false;
    }
    revisions.put(choice.type(), revision);
    choices.put(choice.type(), choice);
    return true;
  }

  /** What was decided here and is about to be recorded. */
  public synchronized void choose(ProviderChoice choice) {
    choices.put(choice.type(), choice);
  }

  /** Revision of the record of a choice; 0 while there is none. */
  public synchronized long revision(String type) {
    return revisions.getOrDefault(type, 0L);
  }

  public synchronized Optional<ProviderChoice> choice(String type) {
    return Optional.ofNullable(choices.get(type));
  }

  /** What a version came in, such as the name of a file. */
  public synchronized String origin(ProviderFactory factory) {
    return origins.getOrDefault(factory, factory.descriptor().type());
  }

  /** All that are there, by type and version. */
  public synchronized List<ProviderFactory> all() {
    return factories.stream()
        .sorted(
            Comparator.comparing((ProviderFactory each) -> each.descriptor().type())
                .thenComparing(each -> each.descriptor().version(), VersionOrder.INSTANCE))
        .toList();
  }

  /** The types that are there, sorted. */
  public synchronized List<String> types() {
    TreeSet<String> types = new TreeSet<>();
    factories.forEach(each -> types.add(each.descriptor().type()));
    return List.copyOf(types);
  }

  public synchronized Optional<ProviderFactory> find(String type, String version) {
    ProviderFactory found = null;
    for (ProviderFactory each : factories) {
      if (each.descriptor().type().equals(type) && each.descriptor().version().equals(version)) {
        found = each;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The factory that serves a type now; absent while none was taken into service. */
  public synchronized @Nullable ProviderFactory serving(String type) {
    return serving.get(type);
  }

  /**
   * The factory that serves a type, after the best of those there was taken into service if none
   * was; absent when none is there.
   */
  synchronized @Nullable ProviderFactory take(String type) {
    ProviderFactory current = serving.get(type);
    if (current == null) {
      current = best(type);
      if (current != null) {
        serving.put(type, current);
      }
    }
    return current;
  }

  synchronized void serves(ProviderFactory factory) {
    serving.put(factory.descriptor().type(), factory);
    failures.remove(factory);
  }

  /** It was to serve, and was not healthy. */
  synchronized void failed(ProviderFactory factory, String why) {
    failures.put(factory, why);
  }

  /** Why a version was not healthy when it was to serve, since this node began. */
  public synchronized @Nullable String failure(ProviderFactory factory) {
    return failures.get(factory);
  }

  /**
   * The version that ought to serve a type in place of the one that does; empty when that is as it
   * should be, and while the recorded choices are not known.
   */
  public synchronized Optional<ProviderFactory> due(String type) {
    ProviderFactory current = serving.get(type);
    ProviderFactory best = best(type);
    return !choicesKnown || current == null || best == null || best == current
        ? Optional.empty()
        : Optional.of(best);
  }

  /** Whether a version was chosen for a type and is not there. */
  synchronized boolean lacksChosen(String type) {
    ProviderChoice choice = choices.get(type);
    return choice != null && find(type, choice.version()).isEmpty();
  }

  /**
   * A newcomer that is newer than the chosen version, else the chosen version; where none was
   * chosen the highest, and of equals the one that came last. Without the chosen one, whoever
   * serves goes on.
   */
  private @Nullable ProviderFactory best(String type) {
    ProviderChoice choice = choices.get(type);
    if (choice != null) {
      ProviderFactory newcomer =
          latest(type, each -> !failures.containsKey(each) && news(each, choice));
      if (newcomer != null) {
        return newcomer;
      }
      ProviderFactory chosen = find(type, choice.version()).orElse(null);
      if (chosen != null && !failures.containsKey(chosen)) {
        return chosen;
      }
      ProviderFactory current = serving.get(type);
      if (current != null) {
        return current;
      }
    }
    ProviderFactory sound = latest(type, each -> !failures.containsKey(each));
    return sound == null ? latest(type, each -> true) : sound;
  }

  private static boolean news(ProviderFactory factory, ProviderChoice choice) {
    String version = factory.descriptor().version();
    return !choice.passedOver().containsKey(version)
        && VersionOrder.INSTANCE.compare(version, choice.version()) > 0;
  }

  private @Nullable ProviderFactory latest(String type, Predicate<ProviderFactory> eligible) {
    ProviderFactory latest = null;
    for (ProviderFactory each : factories) {
      if (each.descriptor().type().equals(type)
          && eligible.test(each)
          && (latest == null
              || VersionOrder.INSTANCE.compare(
                      each.descriptor().version(), latest.descriptor().version())
                  >= 0)) {
        latest = each;
      }
    }
    return latest;
  }
}
