package io.novacron.core.internal.inventory;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.OwnerTag;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One list of the machines in a region, page by page. Works on one page at a time, so that it needs
 * no lock.
 */
final class Listing implements PageWalk.Source<InstancePage> {
  /** Most machines without a record that are kept of a region. */
  static final int MOST_UNCLAIMED = 20_000;

  private final String account;
  private final String region;
  private final String tenant;
  private final Duration visibilityBound;
  private final ControlPlane controlPlane;
  private final KnownMachines machines;
  private final Observations observations;
  private final CloudCalls calls;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<String, Unclaimed> before;
  private final Instant begunAt;
  private final Instant until;
  private final Map<String, KnownMachine> expected;
  private final Map<String, Unclaimed> unclaimed = new HashMap<>();
  private int present;
  private int foreign;
  private @Nullable String problem;

  /**
   * Makes a list that has not begun.
   *
   * @param before what the former list found without a record, by the cloud's id
   * @param deadline how long it may take
   */
  Listing(
      String account,
      String region,
      String tenant,
      Duration visibilityBound,
      ControlPlane controlPlane,
      KnownMachines machines,
      Observations observations,
      CloudCalls calls,
      Clock clock,
      Timer timer,
      Executor executor,
      Map<String, Unclaimed> before,
      Duration deadline) {
    this.account = account;
    this.region = region;
    this.tenant = tenant;
    this.visibilityBound = visibilityBound;
    this.controlPlane = controlPlane;
    this.machines = machines;
    this.observations = observations;
    this.calls = calls;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
    this.before = before;
    begunAt = clock.instant();
    until = begunAt.plus(deadline);
    expected = machines.in(account, region);
  }

  /** Lists; gives what came of it, never fails for what a cloud does. */
  CompletionStage<Result> run() {
    return new PageWalk<>(
            account,
            region,
            tenant,
            "list-" + account + "-" + region,
            until,
            calls,
            clock,
            timer,
            executor,
            this)
        .run()
        .thenApply(this::result);
  }

  @Override
  public CloudCalls.Calling<InstancePage> call(@Nullable String token) {
    return (provider, context) -> provider.compute().list(context, region, token);
  }

  @Override
  public CompletionStage<PageWalk.Turn> take(InstancePage page, Instant sentAt) {
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    for (Instance instance : page.instances()) {
      take(instance, sentAt, taken);
    }
    return CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
        .thenApply(all -> new PageWalk.Turn(page.nextPageToken(), page.completeness()));
  }

  private void take(Instance instance, Instant sentAt, List<CompletableFuture<Boolean>> taken) {
    KnownMachine known = expected.remove(instance.reference());
    OwnerTag owner = OwnerTag.fromTags(instance.tags()).orElse(null);
    if (known == null && owner != null && owner.controlPlane().equals(controlPlane.id())) {
      // It may have been recorded since the list began.
      known =
          machines
              .find(new MachineId(owner.tenant(), owner.machine()))
              .filter(machine -> machine.reference().equals(instance.reference()))
              .orElse(null);
    }
    if (known != null) {
      present++;
      taken.add(
          observations
              .take(
                  controlPlane,
                  known,
                  instance,
                  new Observations.Look(sentAt, "list", visibilityBound))
              .toCompletableFuture());
    } else if (instance.state() != MachineState.DELETED) {
      unclaimed(instance, owner, sentAt);
    }
  }

  private void unclaimed(Instance instance, @Nullable OwnerTag owner, Instant sentAt) {
    String holder = instance.tags().get(OwnerTag.CONTROL_PLANE_KEY);
    if (holder != null && (owner == null || !holder.equals(controlPlane.id()))) {
      foreign++;
    } else if (unclaimed.size() < MOST_UNCLAIMED) {
      Unclaimed former = before.get(instance.reference());
      unclaimed.put(
          instance.reference(),
          Unclaimed.of(
              account, instance, owner, former == null ? sentAt : former.firstSeenAt(), sentAt));
    } else {
      problem = "more than " + MOST_UNCLAIMED + " machines have no record";
    }
  }

  private Result result(PageWalk.End end) {
    String why = end.problem() == null ? problem : end.problem();
    if (why != null) {
      // What a list did not come to is still there as far as is known.
      before.forEach(unclaimed::putIfAbsent);
    }
    return new Result(
        begunAt,
        why,
        end.retryAfter(),
        present,
        foreign,
        end.pages(),
        Map.copyOf(unclaimed),
        why == null ? List.copyOf(expected.values()) : List.of());
  }

  /**
   * What came of a list.
   *
   * @param begunAt when it was begun
   * @param problem why it is not complete; absent for one that is
   * @param retryAfter how long the cloud asked to wait
   * @param present machines of records that were seen
   * @param foreign machines of other control planes
   * @param pages pages that were read
   * @param unclaimed machines without a record, by the cloud's id
   * @param missing machines of records that were not in the list, which is complete
   */
  record Result(
      Instant begunAt,
      @Nullable String problem,
      @Nullable Duration retryAfter,
      int present,
      int foreign,
      int pages,
      Map<String, Unclaimed> unclaimed,
      List<KnownMachine> missing) {
    boolean complete() {
      return problem == null;
    }
  }
}
