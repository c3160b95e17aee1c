package io.novacron.core.internal.traffic;

import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.Breaker;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls to one account: which wait, which are under way, and what its budgets allow. Safe for
 * use by many threads; its lock is held for looks into memory only, and turns run outside of it. It
 * has one timer at most.
 */
final class AccountTraffic {
  private final String account;
  private final Supplier<CallSettings> settings;
  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final Map<Lane, LaneQueue> lanes = new EnumMap<>(Lane.class);
  private final Map<Lane, Integer> inFlight = new EnumMap<>(Lane.class);
  private final Map<BudgetKey, Budget> budgets =
      new TreeMap<>(Comparator.comparing(BudgetKey::region).thenComparing(BudgetKey::callClass));
  private final LaneTurns laneTurns = new LaneTurns();
  private final AccountBreaker breaker;
  private int underWay;
  private long lastNumber;
  private Timer.@Nullable Cancellation wake;
  private @Nullable Instant wakeAt;
  private Duration shutFor = Duration.ZERO;
  private @Nullable Instant shutSince;

  AccountTraffic(
      String account,
      Supplier<CallSettings> settings,
      Clock clock,
      Timer timer,
      Executor executor) {
    this.account = account;
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
    breaker = new AccountBreaker(account, clock);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new LaneQueue());
      inFlight.put(lane, 0);
    }
  }

  /** See {@link PendingCall#enter}. */
  boolean enter(PendingCall call) {
    List<PendingCall> turns;
    synchronized (this) {
      if (call.state() != PendingCall.State.NEW) {
        throw new IllegalStateException("it entered before: " + call.ticket());
      }
      LaneQueue lane = lane(call);
      if (lane.size() >= settings.get().waiting()) {
        call.state(PendingCall.State.ENDED);
        return false;
      }
      // Until now nobody had to wait for it on behalf of this call.
      BudgetKey key = BudgetKey.of(call.ticket());
      budget(key).advance(clock.instant(), breaker.closed() && wanted(key));
      call.number(++lastNumber);
      call.shutBefore(shutFor());
      call.state(PendingCall.State.WAITING);
      lane.add(call);
      turns = turns();
    }
    run(turns);
    return true;
  }

  /** See {@link PendingCall#withdraw}. */
  synchronized boolean withdraw(PendingCall call) {
    if (call.state() != PendingCall.State.WAITING) {
      return false;
    }
    lane(call).remove(call);
    call.state(PendingCall.State.ENDED);
    return true;
  }

  /** See {@link PendingCall#replied}. */
  void replied(PendingCall call, Reply reply) {
    List<PendingCall> turns;
    synchronized (this) {
      if (call.state() != PendingCall.State.TAKEN) {
        return;
      }
      end(call);
      breaker.replied(reply, call.takenAt());
      shutFor();
      if (reply.kind() == Reply.Kind.THROTTLED) {
        budget(BudgetKey.of(call.ticket()))
            .throttled(clock.instant(), call.takenAt(), reply.retryAfter());
      }
      turns = turns();
    }
    run(turns);
  }

  /** See {@link PendingCall#notSent}. */
  void notSent(PendingCall call) {
    if (withdraw(call)) {
      return;
    }
    List<PendingCall> turns;
    synchronized (this) {
      if (call.state() != PendingCall.State.TAKEN) {
        return;
      }
      end(call);
      breaker.notSent(call.takenAt());
      budget(BudgetKey.of(call.ticket())).giveBack();
      turns = turns();
    }
    run(turns);
  }

  /** See {@link PendingCall#waitingFor}. */
  synchronized Optional<WaitingFor> waitingFor(PendingCall call) {
    if (call.state() != PendingCall.State.WAITING) {
      return Optional.empty();
    }
    if (!breaker.closed()) {
      return Optional.of(
          new WaitingFor(WaitingFor.Kind.PROVIDER, call.since(), breaker.state().until()));
    }
    Instant until = budget(BudgetKey.of(call.ticket())).state(clock.instant()).pausedUntil();
    return Optional.of(new WaitingFor(WaitingFor.Kind.BUDGET, call.since(), until));
  }

  /** Whether calls are let through. */
  synchronized Breaker breaker() {
    return breaker.state();
  }

  /** What its budgets are now. */
  synchronized List<Throttle> throttles() {
    Instant now = clock.instant();
    List<Throttle> throttles = new ArrayList<>();
    budgets.forEach((key, budget) -> throttles.add(throttle(key, budget, now)));
    return throttles;
  }

  /** What one of its budgets is now; absent before its first call. */
  synchronized Optional<Throttle> throttle(BudgetKey key) {
    Budget budget = budgets.get(key);
    return budget == null ? Optional.empty() : Optional.of(throttle(key, budget, clock.instant()));
  }

  private Throttle throttle(BudgetKey key, Budget budget, Instant now) {
    Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
    lanes.forEach((lane, queue) -> waiting.put(lane, queue.size(key)));
    budget.advance(now, breaker.closed() && wanted(key));
    Budget.State state = budget.state(now);
    return new Throttle(
        account,
        key.region(),
        key.callClass(),
        state.rate(),
        state.limit(),
        state.tokens(),
        state.inFlight(),
        waiting,
        state.throttled(),
        state.throttledAt(),
        state.pausedUntil());
  }

  /** For how long the breaker was open in all, which counts up to the last look. */
  private Duration shutFor() {
    Instant now = clock.instant();
    Instant since = shutSince;
    if (since != null) {
      shutFor = shutFor.plus(Duration.between(since, now));
    }
    shutSince = breaker.closed() ? null : now;
    return shutFor;
  }

  private void end(PendingCall call) {
    call.state(PendingCall.State.ENDED);
    inFlight.merge(call.ticket().lane(), -1, Integer::sum);
    underWay--;
    budget(BudgetKey.of(call.ticket())).end();
  }

  /** Gives turns to calls as long as there are calls, places and tokens. */
  private List<PendingCall> turns() {
    Instant now = clock.instant();
    budgets.forEach((key, budget) -> budget.advance(now, breaker.closed() && wanted(key)));
    List<PendingCall> turns = new ArrayList<>();
    for (PendingCall call = next(); call != null; call = next()) {
      budget(BudgetKey.of(call.ticket())).take();
      call.state(PendingCall.State.TAKEN);
      // Not before a change of the breaker that this very call has brought about.
      call.takenAt(clock.instant());
      call.waited(Duration.between(call.since(), now).minus(shutFor().minus(call.shutBefore())));
      inFlight.merge(call.ticket().lane(), 1, Integer::sum);
      underWay++;
      turns.add(call);
    }
    plan(now);
    return turns;
  }

  /** The call whose turn it is, if any may be made. */
  private @Nullable PendingCall next() {
    boolean trial = !breaker.closed();
    if (trial && !breaker.tryAcquire()) {
      return null;
    }
    Lane lane = laneTurns.next(this::ready);
    if (lane == null) {
      if (trial) {
        breaker.release();
      }
      return null;
    }
    PendingCall call = Objects.requireNonNull(lanes.get(lane)).take(this::open);
    if (call == null) {
      throw new IllegalStateException("lane " + lane + " of " + account + " has lost a call");
    }
    return call;
  }

  private boolean ready(Lane lane) {
    return place(lane) && Objects.requireNonNull(lanes.get(lane)).ready(this::open);
  }

  /** What is urgent finds a place although calls that are not are slow. */
  private boolean place(Lane lane) {
    int most = settings.get().inFlight();
    int background = Objects.requireNonNull(inFlight.get(Lane.BACKGROUND));
    int patient = background + Objects.requireNonNull(inFlight.get(Lane.INTERACTIVE));
    return switch (lane) {
      case INTERRUPT, DELETE -> underWay < most;
      case INTERACTIVE -> underWay < most && patient < most - most / 8;
      case BACKGROUND ->
          underWay < most && patient < most - most / 8 && background < most - most / 2;
    };
  }

  private boolean open(BudgetKey key) {
    return budget(key).open();
  }

  private boolean wanted(BudgetKey key) {
    for (LaneQueue lane : lanes.values()) {
      if (lane.size(key) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Looks again when the first of the budgets that calls wait for opens. */
  private void plan(Instant now) {
    // Of a breaker on trial the next call may be let through as soon as a budget opens.
    Instant first = breaker.state().until();
    if (first == null && underWay < settings.get().inFlight()) {
      for (Map.Entry<BudgetKey, Budget> budget : budgets.entrySet()) {
        if (!budget.getValue().open() && wanted(budget.getKey())) {
          Instant opensAt = budget.getValue().opensAt(now);
          first = first == null || opensAt.isBefore(first) ? opensAt : first;
        }
      }
    }
    if (first != null && !first.isAfter(now)) {
      first = now.plusMillis(1);
    }
    if (Objects.equals(first, wakeAt)) {
      return;
    }
    Timer.Cancellation former = wake;
    if (former != null) {
      former.cancel();
    }
    wakeAt = first;
    wake = first == null ? null : timer.after(Duration.between(now, first), this::wake);
  }

  private void wake() {
    List<PendingCall> turns;
    synchronized (this) {
      wake = null;
      wakeAt = null;
      turns = turns();
    }
    run(turns);
  }

  private void run(List<PendingCall> turns) {
    turns.forEach(call -> executor.execute(call::run));
  }

  private LaneQueue lane(PendingCall call) {
    return Objects.requireNonNull(lanes.get(call.ticket().lane()));
  }

  private Budget budget(BudgetKey key) {
    return budgets.computeIfAbsent(
        key,
        each ->
            new Budget(
                account + "/" + each.region() + "/" + each.callClass(),
                () -> settings.get().headroomPercent(),
                clock.instant()));
  }
}
