package io.novacron.provider.simulator.internal;

import io.novacron.api.machine.Market;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Changes machines as somebody does who knows nothing of NovaCron, such as a person at the cloud's
 * console. Safe for use by many threads.
 */
final class OutOfBand {
  private static final String ACTOR = "out-of-band";

  private final SimulatedCloud cloud;
  private final Clock clock;
  private final AtomicLong twins = new AtomicLong();

  OutOfBand(SimulatedCloud cloud, Clock clock) {
    this.cloud = cloud;
    this.clock = clock;
  }

  /** What can be done. */
  enum Deed {
    START,
    STOP,
    DELETE,
    /** Makes another machine with all its tags, such as a restored backup is. */
    COPY;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The words for what can be done. */
  static List<String> words() {
    return Arrays.stream(Deed.values()).map(Deed::word).toList();
  }

  /**
   * Does something to a machine.
   *
   * @param word one of {@link #words}
   * @return what came of it; {@link Ruling.Absent} when this account has no such machine
   */
  Ruling apply(String word, String reference) {
    SimulatedMachine machine = cloud.look(fleet -> fleet.byReference(reference)).value();
    if (machine == null || machine.phase() == Phase.DELETED) {
      return new Ruling.Absent();
    }
    String region = machine.facts().region();
    return switch (Deed.valueOf(word.toUpperCase(Locale.ROOT))) {
      case START -> change(Change.START, region, reference);
      case STOP -> change(Change.STOP, region, reference);
      case DELETE -> change(Change.DELETE, region, reference);
      case COPY -> copy(machine.facts());
    };
  }

  private Ruling change(Change change, String region, String reference) {
    return cloud.change(change, context(ACTOR), region, reference, null).value();
  }

  private Ruling copy(MachineFacts facts) {
    String token = ACTOR + "-" + clock.millis() + "-" + twins.incrementAndGet();
    Map<String, String> tags = new HashMap<>(facts.tags());
    OwnerTag owner =
        OwnerTag.fromTags(tags).orElseGet(() -> new OwnerTag("none", "none", "none", "none"));
    InstanceRequest request =
        new InstanceRequest(
            facts.name() + "-copy",
            facts.region(),
            facts.zone(),
            facts.type(),
            facts.image(),
            facts.disks(),
            null,
            List.of(),
            List.of(),
            Market.ON_DEMAND,
            tags,
            owner,
            null);
    return cloud
        .create(
            new Birth(
                token, 1, request, RequestShape.digest(request), tags, Map.of(), made -> List.of()),
            null)
        .value();
  }

  private CallContext context(String token) {
    return new CallContext(ACTOR, 1, token, clock.instant().plus(Duration.ofMinutes(1)));
  }
}
