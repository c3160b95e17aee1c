package io.novacron.core.internal.event;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.Event;
import io.novacron.api.event.EventFilter;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventPage;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.EventSubscription;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.time.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The event log for the faces. */
public final class DefaultEventLog implements EventLog {
  /**
   * What each of them costs is bounded, so this bounds what all cost. A face has a lower bound of
   * its own, which is a setting.
   */
  private static final int MOST_SUBSCRIPTIONS = 20_000;

  private static final String OPERATION = "operation";

  private final Supplier<EventPages> pages;
  private final Authorization authorization;
  private final Timer timer;
  private final Executor executor;
  private final AtomicInteger subscriptions = new AtomicInteger();

  /**
   * Makes the log.
   *
   * @param pages reads the log, or throws an UNAVAILABLE problem while there is no state store
   * @param authorization lets callers pass
   * @param timer for limits
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultEventLog(
      Supplier<EventPages> pages, Authorization authorization, Timer timer, Executor executor) {
    this.pages = pages;
    this.authorization = authorization;
    this.timer = timer;
    this.executor = executor;
  }

  @Override
  public CompletionStage<EventPage> read(
      Caller caller, String cursor, EventFilter filter, int limit) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          requireSome(caller);
          if (limit < 1 || limit > MOST) {
            throw Problem.builder(
                    "invalid-parameter", Category.INVALID, "The page size is out of range.")
                .error("pageSize", "must be 1 to " + MOST + " but is " + limit)
                .toException();
          }
          EventPages current = pages.get();
          return current
              .resolve(cursor)
              .thenCompose(
                  from -> current.read(caller.tenant(), from, wanted(caller, filter), limit));
        });
  }

  @Override
  public CompletionStage<EventSubscription> subscribe(
      Caller caller, String cursor, EventFilter filter, EventReader reader) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          requireSome(caller);
          EventPages current = pages.get();
          return current
              .resolve(cursor)
              .thenCompose(
                  from -> {
                    Predicate<Event> wanted = wanted(caller, filter);
                    // A cursor that is too old is told of here, before anything is promised.
                    return current
                        .read(caller.tenant(), from, wanted, 1)
                        .thenApply(first -> begin(caller, current, from, wanted, reader));
                  });
        });
  }

  /** How many subscriptions there are. */
  public int subscriptions() {
    return subscriptions.get();
  }

  private EventSubscription begin(
      Caller caller,
      EventPages current,
      EventCursor from,
      Predicate<Event> wanted,
      EventReader reader) {
    if (subscriptions.incrementAndGet() > MOST_SUBSCRIPTIONS) {
      subscriptions.decrementAndGet();
      throw tooMany();
    }
    RunningSubscription subscription =
        new RunningSubscription(
            from,
            position -> current.read(caller.tenant(), position, wanted, RunningSubscription.PAGE),
            current::complete,
            reader,
            timer,
            executor,
            subscriptions::decrementAndGet);
    subscription.followed(current.follow(subscription::wake));
    return subscription;
  }

  private Predicate<Event> wanted(Caller caller, EventFilter filter) {
    return event -> filter.passes(event) && mayRead(caller, event);
  }

  private boolean mayRead(Caller caller, Event event) {
    int slash = event.subject().indexOf('/');
    String kind = event.subject().substring(0, slash);
    String id = event.subject().substring(slash + 1);
    return authorization.permits(
        caller,
        new Permission(kind, "read"),
        new Target(event.tenant(), kind, id, event.account(), event.labels()));
  }

  private void requireSome(Caller caller) {
    Target operations = Target.all(caller.tenant(), OPERATION);
    if (!authorization.permits(caller, Permission.OPERATION_READ, operations)) {
      authorization.require(caller, Permission.VM_READ, Target.all(caller.tenant(), "vm"));
    }
  }

  private static ProblemException tooMany() {
    return Problem.builder(
            "too-many-subscriptions",
            Category.THROTTLED,
            "More than " + MOST_SUBSCRIPTIONS + " readers follow the events of this node.")
        .retryAfter(PATIENCE)
        .nextStep("End readers that are not needed, or read pages of the log now and then.")
        .toException();
  }
}
