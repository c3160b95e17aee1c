package io.novacron.core.internal.inventory;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderError;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.time.Backoff;
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
 * One list of the machines in a region, page by page. A page that fails for a passing reason is
 * asked for again until the time is up. Works on one page at a time, so that it needs no lock.
 */
final class Listing {
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
  private int pages;
  private int failures;
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
    CompletableFuture<Result> result = new CompletableFuture<>();
    page(null, result);
    return result;
  }

  private void page(@Nullable String token, CompletableFuture<Result> result) {
    Instant now = clock.instant();
    if (!until.isAfter(now)) {
      end("it was not at its end when its time was over", null, result);
      return;
    }
    calls
        .<InstancePage>call(
            CloudCalls.background(account, region, tenant, "list-" + account + "-" + region),
            Duration.between(now, until),
            (provider, context) -> provider.compute().list(context, region, token))
        .thenComposeAsync(answer -> answered(token, answer, result), executor)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              }
            });
  }

  private CompletionStage<Void> answered(
      @Nullable String token,
      CloudCalls.Answer<InstancePage> answer,
      CompletableFuture<Result> result) {
    if (!(answer.outcome() instanceof Outcome.Done<InstancePage> done)) {
      failed(token, answer.outcome(), result);
      return CompletableFuture.completedFuture(null);
    }
    failures = 0;
    pages++;
    InstancePage page = done.get();
    if (page.completeness() instanceof Completeness.Partial partial) {
      problem = "the cloud says that it is partial: " + partial.reason();
    }
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    for (Instance instance : page.instances()) {
      take(instance, answer.sentAt(), taken);
    }
    return CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
        .thenAcceptAsync(all -> next(token, page.nextPageToken(), result), executor);
  }

  private void next(
      @Nullable String token, @Nullable String following, CompletableFuture<Result> result) {
    if (following == null) {
      end(problem, null, result);
    } else if (following.equals(token)) {
      end("the cloud gives the same page again and again", null, result);
    } else {
      page(following, result);
    }
  }

  private void failed(
      @Nullable String token, Outcome<InstancePage> outcome, CompletableFuture<Result> result) {
    failures++;
    ProviderError error = outcome instanceof Outcome.Failed<InstancePage> it ? it.error() : null;
    String why =
        error != null
            ? error.category() + ": " + error.message()
            : outcome instanceof Outcome.Unknown<InstancePage> unknown
                ? unknown.reason()
                : "the cloud gave no page";
    Duration retryAfter = error == null ? null : error.retryAfter();
    Duration pause = Backoff.after("list/" + account + "/" + region, failures, retryAfter);
    if ((error == null || error.category().retryable())
        && clock.instant().plus(pause).isBefore(until)) {
      timer.after(pause, () -> page(token, result));
    } else {
      end("page " + (pages + 1) + " was not to be had: " + why, retryAfter, result);
    }
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

  private void end(
      @Nullable String why, @Nullable Duration retryAfter, CompletableFuture<Result> result) {
    if (why != null) {
      // What a list did not come to is still there as far as is known.
      before.forEach(unclaimed::putIfAbsent);
    }
    result.complete(
        new Result(
            begunAt,
            why,
            retryAfter,
            present,
            foreign,
            pages,
            Map.copyOf(unclaimed),
            why == null ? List.copyOf(expected.values()) : List.of()));
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
