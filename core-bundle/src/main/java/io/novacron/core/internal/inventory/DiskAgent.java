package io.novacron.core.internal.inventory;

import io.novacron.api.inventory.Coverage;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.provider.Capability;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the volumes or the snapshots in a region of an account again and again, one list at a time,
 * where the provider can. Nobody waits for these lists, so they are never made out of turn. Safe
 * for use by many threads; its lock is held for looks into memory only.
 */
final class DiskAgent {
  private static final Logger LOG = LoggerFactory.getLogger(DiskAgent.class);

  private final ResourceType resource;
  private final String account;
  private final String region;
  private final String tenant;
  private final KnownMachines machines;
  private final CloudCalls calls;
  private final OrphanCheck check;
  private final Supplier<InventorySettings> settings;
  private final Clock clock;
  private final Timer timer;
  private final ListPace pace;
  private final Executor executor;
  // Guarded by this, as all that follows is.
  private boolean underWay;
  private Instant dueAt;
  private DiskListing.@Nullable Result last;
  private Map<String, String> orphans = Map.of();
  private @Nullable Instant listedAt;
  private @Nullable String absence;

  DiskAgent(
      ResourceType resource,
      String account,
      String region,
      String tenant,
      KnownMachines machines,
      CloudCalls calls,
      OrphanCheck check,
      Supplier<InventorySettings> settings,
      Clock clock,
      Timer timer,
      RandomGenerator random,
      Executor executor) {
    this.resource = resource;
    this.account = account;
    this.region = region;
    this.tenant = tenant;
    this.machines = machines;
    this.calls = calls;
    this.check = check;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.pace =
        new ListPace(
            "inventory/" + account + "/" + region + "/" + resource.plural(), settings, random);
    this.executor = executor;
    dueAt = clock.instant().plus(pace.share(settings.get().interval()));
  }

  /**
   * Lists when it is time to.
   *
   * @param empty whether nothing of ours was seen in the region, so that the longer interval holds
   */
  void look(ControlPlane controlPlane, boolean empty) {
    Map<String, Unclaimed> before;
    synchronized (this) {
      if (underWay || clock.instant().isBefore(dueAt) || !calls.served(account)) {
        return;
      }
      absence = calls.absence(account, capability()).orElse(null);
      if (absence != null) {
        last = null;
        orphans = Map.of();
        listedAt = null;
        return;
      }
      underWay = true;
      before = unclaimed();
    }
    Instant begunAt = clock.instant();
    Duration bound = calls.visibilityBound(account);
    DiskListing listing = new DiskListing(account, controlPlane, machines, before);
    walk(listing, begunAt)
        .thenApply(end -> listing.result(begunAt, end))
        .thenComposeAsync(result -> sift(controlPlane, result, bound), executor)
        .whenComplete((sifted, failure) -> end(sifted, failure, empty));
  }

  private CompletionStage<PageWalk.End> walk(DiskListing listing, Instant begunAt) {
    return resource == ResourceType.VOLUME
        ? walk(listing.volumes(region), begunAt)
        : walk(listing.snapshots(region), begunAt);
  }

  private <P> CompletionStage<PageWalk.End> walk(PageWalk.Source<P> source, Instant begunAt) {
    return new PageWalk<>(
            account,
            region,
            tenant,
            "list-" + resource.plural() + "-" + account + "-" + region,
            begunAt.plus(settings.get().listDeadline()),
            calls,
            clock,
            timer,
            executor,
            source)
        .run();
  }

  /** Finds out which of those that may be nobody's certainly are, one after the other. */
  private CompletionStage<Sifted> sift(
      ControlPlane controlPlane, DiskListing.Result result, Duration bound) {
    return check
        .verdicts(controlPlane.store(), result.unclaimed().values(), bound, executor)
        .thenApply(found -> new Sifted(result, found));
  }

  private synchronized void end(
      @Nullable Sifted sifted, @Nullable Throwable failure, boolean empty) {
    underWay = false;
    if (failure != null) {
      LOG.error(
          "defect account={} region={} resource={} effect=\"listed again later\"",
          account,
          region,
          resource.plural(),
          Failures.unwrapped(failure));
    }
    Duration pause = pace.usual(empty && (sifted == null || sifted.result.unclaimed().isEmpty()));
    if (sifted == null || !sifted.result.complete()) {
      Duration backoff = pace.failed(sifted == null ? null : sifted.result.retryAfter());
      pause = backoff.compareTo(pause) > 0 ? backoff : pause;
    } else {
      pace.succeeded();
      listedAt = sifted.result.begunAt();
    }
    if (sifted != null) {
      log(sifted.result);
      last = sifted.result;
      orphans = sifted.orphans;
    }
    dueAt = clock.instant().plus(pause);
  }

  private void log(DiskListing.Result result) {
    String before = last == null ? null : last.problem();
    if (result.problem() != null && !result.problem().equals(before)) {
      LOG.warn(
          "region not listed account={} region={} resource={} error=\"{}\" effect=\"what is known"
              + " stays\"",
          account,
          region,
          resource.plural(),
          result.problem());
    }
  }

  ResourceType resource() {
    return resource;
  }

  /** What may be nobody's, as of the latest list, by the cloud's id. */
  synchronized Map<String, Unclaimed> unclaimed() {
    return last == null ? Map.of() : last.unclaimed();
  }

  /** Those of them that certainly are orphans, with why, by the cloud's id. */
  synchronized Map<String, String> orphans() {
    return orphans;
  }

  /**
   * How far the search for them reaches.
   *
   * @param away why the account is not there to be asked; absent when it is
   */
  synchronized Coverage coverage(@Nullable String away) {
    String reason =
        absence != null
            ? absence
            : away != null ? away : last == null ? "it was not listed yet" : last.problem();
    Coverage.Extent extent =
        reason == null
            ? Coverage.Extent.FULL
            : listedAt == null ? Coverage.Extent.NONE : Coverage.Extent.PARTIAL;
    return new Coverage(account, region, resource.plural(), extent, reason, listedAt);
  }

  private Capability capability() {
    return resource == ResourceType.VOLUME ? Capability.VOLUMES : Capability.SNAPSHOTS;
  }

  /** A list, with which of what it has found are orphans. */
  private record Sifted(DiskListing.Result result, Map<String, String> orphans) {}
}
