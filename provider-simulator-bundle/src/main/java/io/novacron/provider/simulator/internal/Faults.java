package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.FaultSwitch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults in force in all simulated accounts. Safe for use by many threads. */
final class Faults implements FaultSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int LIMIT = 100;

  private final Clock clock;
  private final Consumer<Boolean> use;
  private final AtomicLong lastId = new AtomicLong();
  private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final List<FaultTarget> targets = new CopyOnWriteArrayList<>();

  Faults(Clock clock) {
    this(clock, used -> {});
  }

  /**
   * Makes a switch without faults.
   *
   * @param clock the time
   * @param use hears whether there are accounts that faults can hit, after each change
   */
  Faults(Clock clock, Consumer<Boolean> use) {
    this.clock = clock;
    this.use = use;
  }

  @Override
  public List<Fault> active() {
    return active.stream().map(ActiveFault::toFault).toList();
  }

  @Override
  public Fault inject(FaultRequest request) {
    FaultKind kind = new FaultCheck(List.copyOf(targets)).check(request);
    if (active.size() >= LIMIT) {
      throw Problem.builder(
              "too-many-faults", Category.CONFLICT, LIMIT + " faults are in force already.")
          .nextStep("Clear some of them first.")
          .toException();
    }
    ActiveFault fault =
        new ActiveFault("fault-" + lastId.incrementAndGet(), kind, request, clock.instant());
    if (kind == FaultKind.OUT_OF_BAND) {
      return done(request, fault);
    }
    active.add(fault);
    LOG.info(
        "msg=\"fault in force\" fault={} kind={} account={} region={} action={} times={}",
        fault.id(),
        kind.wireName(),
        request.account(),
        request.region(),
        request.action(),
        request.times());
    return fault.toFault();
  }

  private Fault done(FaultRequest request, ActiveFault fault) {
    String change = Objects.requireNonNull(request.parameters().get("change"), "change");
    String reference = Objects.requireNonNull(request.parameters().get("reference"), "reference");
    for (FaultTarget target : targets) {
      if (request.account() != null && !request.account().equals(target.account())) {
        continue;
      }
      Ruling ruling = target.outOfBand(change, reference);
      if (ruling instanceof Ruling.Refused refused) {
        throw Problem.builder("invalid-fault", Category.INVALID, refused.message())
            .error("/parameters/change", "must be possible: " + refused.message())
            .nextStep("Look at the state of the machine and ask again.")
            .toException();
      }
      if (!(ruling instanceof Ruling.Absent)) {
        LOG.info(
            "msg=\"machine changed out of band\" fault={} account={} reference={} change={}",
            fault.id(),
            target.account(),
            reference,
            change);
        Fault now = fault.toFault();
        return new Fault(now.id(), request, now.since(), 0, 1);
      }
    }
    throw Problem.builder("invalid-fault", Category.INVALID, "The fault is not legal as it is.")
        .error(
            "/parameters/reference", "must be the cloud's id of a machine that is there, as it is")
        .nextStep("Take it from status.providerReference of the machine.")
        .toException();
  }

  @Override
  public boolean clear(String id) {
    boolean cleared = active.removeIf(fault -> fault.id().equals(id));
    if (cleared) {
      LOG.info("msg=\"fault cleared\" fault={}", id);
      targets.forEach(target -> target.cleared(id));
    }
    return cleared;
  }

  /** Whether a fault is in force. */
  boolean inForce(String id) {
    return active.stream().anyMatch(fault -> fault.id().equals(id));
  }

  void add(FaultTarget target) {
    synchronized (use) {
      targets.add(target);
      use.accept(true);
    }
  }

  void remove(FaultTarget target) {
    synchronized (use) {
      targets.remove(target);
      use.accept(!targets.isEmpty());
    }
  }

  /** What the faults in force do to a call; counts as a hit of each that does something. */
  FaultPlan plan(String account, @Nullable String region, Action action) {
    FaultPlan plan = FaultPlan.NONE;
    boolean hit = false;
    for (ActiveFault fault : active) {
      if (fault.concerns(account, region, action)
          && !(plan.decided() && decides(fault.kind()))
          && fault.hit(account, region, action, clock.instant())) {
        plan = add(plan, fault);
        hit = true;
      }
    }
    if (hit) {
      active.removeIf(ActiveFault::over);
    }
    return plan;
  }

  private static boolean decides(FaultKind kind) {
    return switch (kind) {
      case LOST_REPLY, LOST_REQUEST, THROTTLE, RATE_LIMIT, CAPACITY, QUOTA, DENIED, UNAVAILABLE ->
          true;
      case SLOW, STUCK, UNKNOWN_STATE, OUT_OF_BAND -> false;
    };
  }

  private static FaultPlan add(FaultPlan plan, ActiveFault fault) {
    return switch (fault.kind()) {
      case LOST_REPLY -> plan.losing(FaultPlan.Loss.REPLY, silent(fault));
      case LOST_REQUEST -> plan.losing(FaultPlan.Loss.REQUEST, silent(fault));
      case THROTTLE, RATE_LIMIT -> plan.refusing(Refusal.THROTTLED, retryAfter(fault));
      case CAPACITY -> plan.refusing(Refusal.CAPACITY, null);
      case QUOTA -> plan.refusing(Refusal.QUOTA, null);
      case DENIED -> plan.refusing(Refusal.DENIED, null);
      case UNAVAILABLE -> plan.refusing(Refusal.UNAVAILABLE, null);
      case SLOW -> plan.slower(fault.number("extraMillis"));
      case STUCK -> plan.stuck(fault.id());
      case UNKNOWN_STATE -> plan.showing(fault.parameter("word"));
      case OUT_OF_BAND -> plan;
    };
  }

  private static boolean silent(ActiveFault fault) {
    return Boolean.parseBoolean(fault.parameter("silent"));
  }

  private static @Nullable Duration retryAfter(ActiveFault fault) {
    return fault.parameter("retryAfterMillis") == null
        ? null
        : Duration.ofMillis(fault.number("retryAfterMillis"));
  }
}
