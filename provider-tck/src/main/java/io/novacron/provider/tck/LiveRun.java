package io.novacron.provider.tck;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.provider.Quota;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.Snapshots;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What matters most of the contract, on a live account: one small machine is made, asked for again
 * with its token, found, stopped, started, snapshot and deleted. All that is made carries an owner
 * tag of this run and is deleted at its end, whatever happened; what could not be is named. Nothing
 * is made that could cost more than a ceiling. Runs on the caller's thread.
 */
public final class LiveRun {
  /** All that was tried held, and nothing is left. */
  public static final int HELD = 0;

  /** Something did not hold, or something is left. */
  public static final int BROKEN = 1;

  /** The account cannot be used, or the ceiling is too low; nothing was made. */
  public static final int NOT_POSSIBLE = 2;

  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration CHANGE = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ProviderFactory factory;
  private final AccountConfiguration account;
  private final CatalogService catalog;
  private final Target target;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();
  private final String plane = "live-" + UUID.randomUUID();
  private final OwnerTag owner = new OwnerTag(plane, "default", plane + "-vm", plane + "-create");
  private boolean made;

  /** Whether something was asked for that the cloud did not list yet. */
  private boolean unseen;

  /**
   * What is made.
   *
   * @param region where
   * @param type the cloud's type
   * @param image its image
   * @param ceiling what may be spent, in the catalog's currency
   * @param credentialsHelp what is said when there are no credentials
   */
  public record Target(
      String region, String type, String image, BigDecimal ceiling, String credentialsHelp) {}

  /** Prepares a run; nothing is sent yet. */
  public LiveRun(
      ProviderFactory factory,
      AccountConfiguration account,
      CatalogService catalog,
      Target target,
      PrintStream out) {
    this.factory = factory;
    this.account = account;
    this.catalog = catalog;
    this.target = target;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param scheduler lent to the provider
   * @param directory lent to the provider
   * @return {@link #HELD}, {@link #BROKEN} or {@link #NOT_POSSIBLE}
   */
  public int run(ScheduledExecutorService scheduler, Path directory) {
    try (Provider provider =
        factory.create(account, new ProviderEnvironment(clock, scheduler, catalog, directory))) {
      if (!usable(provider)) {
        return NOT_POSSIBLE;
      }
      boolean held = false;
      try {
        String told =
            new SpendingCeiling(target.ceiling())
                .commit(catalog.current(), provider.cloud(), target.region(), target.type());
        out.println("may be spent: " + told);
        made = true;
        steps(provider);
        held = true;
      } catch (IllegalStateException e) {
        out.println((made ? "BROKEN: " : "not run: ") + e.getMessage());
      } finally {
        // What is thrown otherwise must not leave anything behind either.
        held &= !made || cleanedUp(provider);
      }
      if (!made) {
        return NOT_POSSIBLE;
      }
      out.println(held ? "all held" : "something did not hold, see above");
      return held ? HELD : BROKEN;
    }
  }

  private boolean usable(Provider provider) {
    Outcome<Void> health = outcome(provider.checkHealth(context("health")));
    if (health instanceof Outcome.Failed<Void> failed) {
      ProviderError error = failed.error();
      out.println("not run: " + error.category() + ": " + error.message());
      if (error.category() == Category.DENIED) {
        out.println(target.credentialsHelp());
      }
      return false;
    }
    List<String> regions = done("list the regions", provider.regions(context("regions")));
    if (!regions.contains(target.region())) {
      out.println(
          "not run: the account may not use "
              + target.region()
              + "; choose a REGION of "
              + String.join(", ", regions));
      return false;
    }
    return true;
  }

  private void steps(Provider provider) {
    provider
        .quotas()
        .ifPresent(
            facet -> {
              List<Quota> quotas = done("read quotas", facet.list(context("quotas")));
              quotas.stream()
                  .filter(quota -> quota.region().equals(target.region()))
                  .filter(quota -> quota.covers(target.type(), Market.Kind.ON_DEMAND))
                  .forEach(
                      quota ->
                          out.println(
                              "quota "
                                  + quota.name()
                                  + ": "
                                  + quota.used()
                                  + " of "
                                  + quota.limit()
                                  + " vCPUs"));
            });
    String token = plane;
    unseen = true;
    Instance machine =
        settled(provider, "create", provider.compute().create(context(token), request()));
    held("it runs", machine.state() == MachineState.RUNNING);
    Instance again =
        settled(provider, "create again", provider.compute().create(context(token), request()));
    held("the same token gives the same machine", again.reference().equals(machine.reference()));
    held(
        "it carries the owner tag",
        OwnerTag.fromTags(machine.tags()).filter(owner::equals).isPresent());
    held(
        "it is found by its token",
        references(
                done(
                    "find",
                    provider.compute().findByToken(context("find"), target.region(), token)))
            .equals(List.of(machine.reference())));
    held(
        "it is found by its owner tag",
        references(
                done(
                    "find",
                    provider.compute().findByOwner(context("find"), target.region(), owner)))
            .equals(List.of(machine.reference())));
    unseen = false;
    provider.snapshots().ifPresent(facet -> snapshot(facet, machine));
    held(
        "it stops",
        settled(
                    provider,
                    "stop",
                    provider
                        .compute()
                        .stop(context("stop"), target.region(), machine.reference(), false))
                .state()
            == MachineState.STOPPED);
    held(
        "it starts",
        settled(
                    provider,
                    "start",
                    provider
                        .compute()
                        .start(context("start"), target.region(), machine.reference()))
                .state()
            == MachineState.RUNNING);
    delete(provider, machine.reference());
    delete(provider, machine.reference());
    out.println("held: deleting twice is one delete");
  }

  private void snapshot(Snapshots facet, Instance machine) {
    SnapshotRequest request =
        new SnapshotRequest(target.region(), machine.reference(), plane, owner);
    unseen = true;
    Outcome<CloudSnapshot> begun = outcome(facet.create(context(plane + "-snap"), request));
    List<CloudSnapshot> found =
        done("find", facet.findByOwner(context("find"), target.region(), owner));
    held("a snapshot is taken (" + begun.getClass().getSimpleName() + ")", found.size() == 1);
    unseen = false;
    long end = System.nanoTime() + CHANGE.toNanos();
    while (true) {
      Optional<CloudSnapshot> seen =
          done(
              "describe",
              facet.describe(context("describe"), target.region(), found.get(0).reference()));
      if (seen.filter(each -> each.state() == SnapshotState.AVAILABLE).isPresent()) {
        out.println("held: it becomes available");
        return;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the snapshot is not available after " + CHANGE);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Deletes whatever carries the tag of this run. */
  private boolean cleanedUp(Provider provider) {
    if (unseen) {
      // What was asked for a moment ago may not be listed before that.
      LockSupport.parkNanos(factory.descriptor().visibilityBound().toNanos());
    }
    boolean clean = true;
    try {
      for (String reference : ours(provider)) {
        out.println("deletes what is left: " + reference);
        delete(provider, reference);
      }
      provider.snapshots().ifPresent(this::deleteSnapshots);
      List<String> left = ours(provider);
      clean = left.isEmpty();
      left.forEach(reference -> out.println("LEFT: " + reference));
    } catch (IllegalStateException e) {
      clean = false;
      out.println(
          "LEFT, perhaps: "
              + e.getMessage()
              + ". Look in "
              + target.region()
              + " for what has the tag "
              + OwnerTag.CONTROL_PLANE_KEY
              + " = "
              + plane
              + " and delete it: it costs money.");
    }
    return clean;
  }

  private void deleteSnapshots(Snapshots facet) {
    for (CloudSnapshot each :
        done("find", facet.findByOwner(context("find"), target.region(), owner))) {
      Outcome<Void> gone =
          outcome(facet.delete(context("delete"), target.region(), each.reference()));
      if (gone instanceof Outcome.Failed<Void> failed) {
        throw new IllegalStateException(each.reference() + ": " + failed.error().message());
      }
      out.println("deleted " + each.reference());
    }
  }

  private List<String> ours(Provider provider) {
    List<String> ours = new ArrayList<>();
    @Nullable String page = null;
    do {
      InstancePage seen =
          done("list", provider.compute().list(context("list"), target.region(), page));
      seen.instances().stream()
          .filter(each -> plane.equals(each.tags().get(OwnerTag.CONTROL_PLANE_KEY)))
          .filter(
              each -> each.state() != MachineState.DELETED && each.state() != MachineState.DELETING)
          .forEach(each -> ours.add(each.reference()));
      page = seen.nextPageToken();
    } while (page != null);
    return ours;
  }

  private void delete(Provider provider, String reference) {
    Outcome<Void> outcome =
        outcome(provider.compute().delete(context("delete"), target.region(), reference, false));
    if (outcome instanceof Outcome.Accepted<Void> accepted) {
      settled(
          provider,
          "delete",
          provider.compute().poll(context("poll"), target.region(), accepted.handle()));
    } else if (!(outcome instanceof Outcome.Done<Void>)) {
      throw new IllegalStateException("delete " + reference + ": " + outcome);
    }
  }

  private InstanceRequest request() {
    return new InstanceRequest(
        plane,
        target.region(),
        null,
        target.type(),
        target.image(),
        List.of(),
        null,
        List.of(),
        Market.ON_DEMAND,
        Map.of("purpose", "novacron-live-test"),
        owner);
  }

  private void held(String what, boolean holds) {
    if (!holds) {
      throw new IllegalStateException("it does not hold that " + what);
    }
    out.println("held: " + what);
  }

  private static List<String> references(List<Instance> instances) {
    return instances.stream().map(Instance::reference).toList();
  }

  private Instance settled(
      Provider provider, String what, CompletionStage<Outcome<Instance>> call) {
    long end = System.nanoTime() + CHANGE.toNanos();
    Outcome<Instance> outcome = outcome(call);
    while (outcome instanceof Outcome.Accepted<Instance> accepted && System.nanoTime() < end) {
      LockSupport.parkNanos(accepted.pollAfter().toNanos());
      outcome =
          outcome(provider.compute().poll(context("poll"), target.region(), accepted.handle()));
    }
    if (outcome instanceof Outcome.Done<Instance> done) {
      return done.get();
    }
    throw new IllegalStateException(what + ": " + outcome);
  }

  private <T> T done(String what, CompletionStage<Outcome<T>> call) {
    Outcome<T> outcome = outcome(call);
    if (outcome instanceof Outcome.Done<T> done) {
      return done.get();
    }
    throw new IllegalStateException(what + ": " + outcome);
  }

  private CallContext context(String token) {
    return new CallContext(plane, 1, token, clock.instant().plus(CALL));
  }

  private static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> call) {
    try {
      return call.toCompletableFuture().get(2 * CALL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a call has no outcome: " + e, e);
    }
  }
}
