package io.novacron.core.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.novacron.api.error.Category;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.provider.Breaker;
import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.Throttle;
import io.novacron.core.internal.testing.ManualTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrafficTest {
  private static final Outcome<Void> DONE = new Outcome.Done<>(null);

  private final ManualTime time = new ManualTime();
  private final ManualTime.Process process = time.process();
  private CallSettings settings = CallSettings.DEFAULT;
  private Traffic traffic = new Traffic(() -> settings, time, process, process);
  private final List<PendingCall> turns = new ArrayList<>();
  private int number;

  @Test
  void aCallThatMayBeMadeHasItsTurnAtOnce() {
    PendingCall call = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    assertThat(turns).containsExactly(call);
    assertThat(call.waitingFor()).isEmpty();
    assertThat(call.waited()).isZero();
  }

  @Test
  void onlySoManyCallsAreUnderWay() {
    settings = new CallSettings(8, 100, 10);
    for (int i = 0; i < 20; i++) {
      enter(Lane.DELETE, CallClass.DELETE, "t");
    }
    assertThat(turns).hasSize(8);
    turns.get(0).replied(DONE);
    turns.get(0).replied(DONE);
    turns.get(1).notSent();
    turns.get(1).replied(DONE);
    time.runReady();
    assertThat(turns).hasSize(10);
  }

  @Test
  void theLastPlacesAreKeptForWhatIsUrgent() {
    settings = new CallSettings(16, 100, 10);
    for (int i = 0; i < 20; i++) {
      enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
      enter(Lane.BACKGROUND, CallClass.READ, "t");
    }
    assertThat(turns).hasSize(14);
    PendingCall delete = enter(Lane.DELETE, CallClass.DELETE, "t");
    PendingCall interrupt = enter(Lane.INTERRUPT, CallClass.DELETE, "t");
    assertThat(turns).hasSize(16).endsWith(delete, interrupt);
  }

  @Test
  void whatIsUrgentGoesFirstAndNoLaneStarves() {
    settings = new CallSettings(1, 1000, 10);
    PendingCall first = enter(Lane.DELETE, CallClass.READ, "t");
    for (int i = 0; i < 200; i++) {
      for (Lane lane : Lane.values()) {
        enter(lane, CallClass.READ, "t");
      }
    }
    first.replied(DONE);
    for (int i = 1; i <= 290; i++) {
      time.runReady();
      turns.get(i).replied(DONE);
    }
    List<Lane> served =
        turns.stream().skip(1).limit(290).map(call -> call.ticket().lane()).toList();
    assertThat(served.get(0)).isEqualTo(Lane.INTERRUPT);
    // One place is a share of a half for the background, so that it can have it.
    assertThat(Collections.frequency(served, Lane.INTERRUPT)).isEqualTo(160);
    assertThat(Collections.frequency(served, Lane.DELETE)).isEqualTo(80);
    assertThat(Collections.frequency(served, Lane.INTERACTIVE)).isEqualTo(40);
    assertThat(Collections.frequency(served, Lane.BACKGROUND)).isEqualTo(10);
  }

  @Test
  void aTenantWithFewCallsDoesNotWaitForOneWithMany() {
    settings = new CallSettings(1, 1000, 10);
    PendingCall first = enter(Lane.INTERACTIVE, CallClass.CREATE, "greedy");
    for (int i = 0; i < 500; i++) {
      enter(Lane.INTERACTIVE, CallClass.CREATE, "greedy");
    }
    PendingCall one = enter(Lane.INTERACTIVE, CallClass.CREATE, "modest");
    PendingCall two = enter(Lane.INTERACTIVE, CallClass.CREATE, "modest");
    first.replied(DONE);
    for (int i = 1; i <= 4; i++) {
      time.runReady();
      turns.get(i).replied(DONE);
    }
    assertThat(turns.subList(1, 5)).contains(one, two);
    assertThat(turns.indexOf(one)).isLessThan(turns.indexOf(two));
  }

  @Test
  void theCallsOfATenantGoInTheOrderOfTheJournal() {
    settings = new CallSettings(1, 1000, 10);
    PendingCall first = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    PendingCall late = enter("a", "r", CallClass.CREATE, Lane.INTERACTIVE, "t", "9");
    PendingCall early = enter("a", "r", CallClass.CREATE, Lane.INTERACTIVE, "t", "5");
    first.replied(DONE);
    time.runReady();
    early.replied(DONE);
    time.runReady();
    assertThat(turns).containsExactly(first, early, late);
  }

  @Test
  void beyondItsLengthALaneTakesNoCall() {
    settings = new CallSettings(1, 2, 10);
    enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    PendingCall last = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    PendingCall refused = announce("a", "r", CallClass.CREATE, Lane.INTERACTIVE, "t", "x");
    assertThat(refused.enter()).isFalse();
    assertThat(refused.waitingFor()).isEmpty();
    assertThat(last.withdraw()).isTrue();
    assertThat(last.withdraw()).isFalse();
    assertThat(announce("a", "r", CallClass.CREATE, Lane.INTERACTIVE, "t", "y").enter()).isTrue();
  }

  @Test
  void aCallThatWasWithdrawnHasNoTurn() {
    settings = new CallSettings(1, 100, 10);
    PendingCall first = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    PendingCall withdrawn = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    PendingCall last = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    assertThat(withdrawn.withdraw()).isTrue();
    assertThat(first.withdraw()).isFalse();
    first.replied(DONE);
    time.runReady();
    assertThat(turns).containsExactly(first, last);
  }

  @Test
  void retryAfterIsKeptForAllCallsOfTheBudgetAndForNoOthers() {
    PendingCall first = enter(Lane.INTERACTIVE, CallClass.READ, "t");
    first.replied(throttled(Duration.ofSeconds(30)));
    Instant said = time.instant();
    PendingCall same = enter(Lane.INTERACTIVE, CallClass.READ, "t");
    PendingCall otherClass = enter(Lane.INTERACTIVE, CallClass.CREATE, "t");
    PendingCall otherRegion = enter("a", "r2", CallClass.READ, Lane.INTERACTIVE, "t", "0");
    PendingCall otherAccount = enter("b", "r", CallClass.READ, Lane.INTERACTIVE, "t", "0");
    assertThat(turns).containsExactly(first, otherClass, otherRegion, otherAccount);
    WaitingFor waitingFor = same.waitingFor().orElseThrow();
    assertThat(waitingFor.kind()).isEqualTo(WaitingFor.Kind.BUDGET);
    assertThat(waitingFor.since()).isEqualTo(said);
    assertThat(waitingFor.until()).isBetween(said.plusSeconds(30), said.plusSeconds(33));
    time.advance(Duration.ofMillis(29_999));
    assertThat(turns).doesNotContain(same);
    time.advance(Duration.ofSeconds(30));
    assertThat(turns).contains(same);
    assertThat(same.waited()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
  }

  @Test
  void withoutRetryAfterItWaitsForLongerEachTime() {
    Duration former = Duration.ZERO;
    for (int i = 0; i < 5; i++) {
      enter(Lane.INTERACTIVE, CallClass.READ, "t");
      time.advance(Duration.ofMinutes(1));
      turns.get(i).replied(throttled(null));
      Instant until = throttle("a", CallClass.READ).pausedUntil();
      assertThat(until).isNotNull();
      Duration pause = Duration.between(time.instant(), until);
      assertThat(pause).isBetween(Duration.ofMillis(250L << i), Duration.ofMillis(500L << i));
      assertThat(pause).isGreaterThan(former);
      former = pause;
      time.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void oneThrottledReplyAmidFewCallsDoesNotHoldBackTheManyThatComeLater() {
    enter(Lane.INTERACTIVE, CallClass.READ, "t").replied(throttled(null));
    time.advance(Duration.ofMinutes(5));
    for (int i = 0; i < 100; i++) {
      enter(Lane.DELETE, CallClass.READ, "t");
    }

    time.advance(Duration.ofMinutes(2));

    assertThat(turns).hasSize(101);
  }

  @Test
  void deletesGoOnWhileReadsAreThrottled() {
    Limiter reads = new Limiter(time, 2, 2, null);
    Limiter deletes = new Limiter(time, 1000, 1000, null);
    for (int i = 0; i < 100; i++) {
      again("a", CallClass.READ, Lane.INTERACTIVE, reads);
    }
    time.advance(Duration.ofMinutes(2));
    deletes.forgetCounts();
    for (int i = 0; i < 10; i++) {
      again("a", CallClass.DELETE, Lane.DELETE, deletes);
    }
    time.advance(Duration.ofMinutes(1));
    // 10 at a time, 50 ms each: as if there were no reads.
    assertThat(deletes.passed()).isCloseTo(12_000, within(20));
    assertThat(deletes.refused()).isZero();
  }

  @Test
  void theReadsOfDeletesComeBeforeThoseOfOthers() {
    Limiter limiter = new Limiter(time, 10, 10, null);
    int[] served = new int[Lane.values().length];
    for (int i = 0; i < 100; i++) {
      again("a", CallClass.READ, Lane.DELETE, limiter, served);
      again("a", CallClass.READ, Lane.INTERACTIVE, limiter, served);
      again("a", CallClass.READ, Lane.BACKGROUND, limiter, served);
    }
    time.advance(Duration.ofMinutes(1));
    int[] before = served.clone();
    time.advance(Duration.ofMinutes(5));
    int deletes = served[Lane.DELETE.ordinal()] - before[Lane.DELETE.ordinal()];
    int interactive = served[Lane.INTERACTIVE.ordinal()] - before[Lane.INTERACTIVE.ordinal()];
    int background = served[Lane.BACKGROUND.ordinal()] - before[Lane.BACKGROUND.ordinal()];
    assertThat(deletes).isCloseTo(2 * interactive, within(5));
    assertThat(interactive).isCloseTo(4 * background, within(8));
    assertThat(background).isGreaterThan(100);
  }

  @Test
  void aThrottledAccountSlowsNoOther() {
    int alone = callsOfAnotherAccountInAMinute(false);
    int besideAThrottledOne = callsOfAnotherAccountInAMinute(true);
    assertThat(besideAThrottledOne).isEqualTo(alone).isGreaterThan(20_000);
  }

  private int callsOfAnotherAccountInAMinute(boolean throttledBeside) {
    String suffix = throttledBeside ? "-beside" : "-alone";
    Limiter free = new Limiter(time, 1_000_000, 1_000_000, null);
    for (int i = 0; i < 200; i++) {
      if (throttledBeside) {
        again("throttled", CallClass.READ, Lane.INTERACTIVE, new Limiter(time, 0.1, 1, null));
      }
      if (i < 20) {
        again("free" + suffix, CallClass.READ, Lane.INTERACTIVE, free);
      }
    }
    time.advance(Duration.ofMinutes(1));
    return free.passed();
  }

  @Test
  void aCloudThatIsDownIsLeftAloneForAWhileAndThenTriedWithAFewCalls() {
    List<PendingCall> failing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      failing.add(enter(Lane.INTERACTIVE, CallClass.READ, "t"));
    }
    assertThat(traffic.breaker("a")).isEqualTo(Breaker.CLOSED);
    failing.forEach(call -> call.replied(failed(Category.UNAVAILABLE)));
    Breaker open = traffic.breaker("a");
    assertThat(open.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(open.until())
        .isBetween(time.instant().plusSeconds(5), time.instant().plusSeconds(6));
    turns.clear();
    List<PendingCall> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(enter(Lane.DELETE, CallClass.DELETE, "t"));
    }
    assertThat(turns).isEmpty();
    WaitingFor waitingFor = waiting.get(0).waitingFor().orElseThrow();
    assertThat(waitingFor.kind()).isEqualTo(WaitingFor.Kind.PROVIDER);
    assertThat(waitingFor.until()).isEqualTo(open.until());
    assertThat(enter("b", "r", CallClass.READ, Lane.INTERACTIVE, "t", "0").waitingFor()).isEmpty();
    turns.clear();

    time.advance(Duration.ofSeconds(6));
    assertThat(turns).hasSize(5);
    assertThat(traffic.breaker("a").state()).isEqualTo(Breaker.State.HALF_OPEN);
    List.copyOf(turns).forEach(call -> call.replied(failed(Category.UNAVAILABLE)));
    assertThat(traffic.breaker("a").state()).isEqualTo(Breaker.State.OPEN);
    time.advance(Duration.ofSeconds(6));
    assertThat(turns).as("twice as long the second time").hasSize(5);
    time.advance(Duration.ofSeconds(6));
    assertThat(turns).hasSize(10);
    List.copyOf(turns).forEach(call -> call.replied(DONE));
    time.runReady();
    assertThat(traffic.breaker("a")).isEqualTo(Breaker.CLOSED);
    assertThat(turns).hasSize(20);
  }

  @Test
  void aTrialThatIsNotMadeGivesItsPlaceToAnother() {
    openBreaker();
    for (int i = 0; i < 10; i++) {
      enter(Lane.INTERACTIVE, CallClass.READ, "t");
    }
    time.advance(Duration.ofSeconds(6));
    assertThat(turns).hasSize(5);
    turns.get(0).notSent();
    time.runReady();
    assertThat(turns).hasSize(6);
  }

  @Test
  void aTrialThatWaitsForItsBudgetIsMadeWhenThatOpens() {
    openBreaker();
    enter(Lane.INTERACTIVE, CallClass.READ, "t");
    time.advance(Duration.ofSeconds(6));
    turns.get(0).replied(throttled(Duration.ofSeconds(10)));
    enter(Lane.INTERACTIVE, CallClass.READ, "t");
    assertThat(turns).hasSize(1);
    time.advance(Duration.ofSeconds(30));
    assertThat(turns).hasSize(2);
  }

  @Test
  void theFirstTrialCountsAlthoughItIsWhatPutsTheBreakerOnTrial() {
    Clock ticking =
        new Clock() {
          private long readings;

          @Override
          public Instant instant() {
            return time.instant().plusNanos(readings++);
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    traffic = new Traffic(() -> settings, ticking, process, process);
    openBreaker();
    for (int i = 0; i < 5; i++) {
      enter(Lane.INTERACTIVE, CallClass.READ, "t");
    }
    time.advance(Duration.ofSeconds(6));
    assertThat(turns).hasSize(5);
    turns.forEach(call -> call.replied(DONE));
    assertThat(traffic.breaker("a")).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void whatWasUnderWayWhenTheBreakerOpenedDecidesNothingLater() {
    PendingCall slow = enter(Lane.INTERACTIVE, CallClass.READ, "t");
    openBreaker();
    enter(Lane.INTERACTIVE, CallClass.READ, "t");
    time.advance(Duration.ofSeconds(6));
    for (int i = 0; i < 5; i++) {
      slow.replied(DONE);
    }
    assertThat(traffic.breaker("a").state()).isEqualTo(Breaker.State.HALF_OPEN);
  }

  @Test
  void theTimeInWhichTheCloudWasDownDoesNotCountAsWaitForATurn() {
    openBreaker();
    PendingCall call = enter(Lane.INTERACTIVE, CallClass.READ, "t");
    time.advance(Duration.ofSeconds(6));
    assertThat(turns).contains(call);
    assertThat(call.waited()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"THROTTLED", "INVALID", "QUOTA", "CAPACITY", "DENIED", "NOT_FOUND", "CONFLICT"})
  void whatTheCloudRefusesDoesNotOpenTheBreaker(Category category) {
    for (int i = 0; i < 100; i++) {
      PendingCall call = enter(Lane.INTERACTIVE, CallClass.READ, "t");
      time.advance(Duration.ofMinutes(2));
      call.replied(failed(category));
    }
    assertThat(turns).hasSize(100);
    assertThat(traffic.breaker("a")).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void whatIsKnownOfABudgetIsShown() {
    assertThat(traffic.throttles("a")).isEmpty();
    PendingCall first = enter(Lane.INTERACTIVE, CallClass.READ, "t");
    enter(Lane.INTERACTIVE, CallClass.READ, "t");
    Throttle before = throttle("a", CallClass.READ);
    assertThat(before.ratePerSecond()).isNull();
    assertThat(before.limitPerSecond()).isNull();
    assertThat(before.inFlight()).isEqualTo(2);
    first.replied(throttled(Duration.ofSeconds(10)));
    enter(Lane.BACKGROUND, CallClass.READ, "t");
    Throttle after = throttle("a", CallClass.READ);
    assertThat(after.account()).isEqualTo("a");
    assertThat(after.region()).isEqualTo("r");
    assertThat(after.limitPerSecond()).isEqualTo(1);
    assertThat(after.ratePerSecond()).isCloseTo(0.45, within(0.001));
    assertThat(after.tokens()).isZero();
    assertThat(after.inFlight()).isEqualTo(1);
    assertThat(after.waiting(Lane.BACKGROUND)).isEqualTo(1);
    assertThat(after.waiting(Lane.DELETE)).isZero();
    assertThat(after.throttled()).isEqualTo(1);
    assertThat(after.throttledAt()).isEqualTo(time.instant());
    assertThat(after.pausedUntil()).isAfterOrEqualTo(time.instant().plusSeconds(10));
  }

  private void openBreaker() {
    List<PendingCall> failing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      failing.add(enter(Lane.INTERACTIVE, CallClass.CHANGE, "t"));
    }
    time.advance(Duration.ofMillis(1));
    failing.forEach(call -> call.replied(new Outcome.Unknown<>("no reply")));
    assertThat(traffic.breaker("a").state()).isEqualTo(Breaker.State.OPEN);
    turns.clear();
  }

  private Throttle throttle(String account, CallClass callClass) {
    return traffic.throttles(account).stream()
        .filter(each -> each.callClass() == callClass)
        .findFirst()
        .orElseThrow();
  }

  private PendingCall enter(Lane lane, CallClass callClass, String tenant) {
    String order = String.format(Locale.ROOT, "%06d", number++);
    return enter("a", "r", callClass, lane, tenant, order);
  }

  private PendingCall enter(
      String account, String region, CallClass callClass, Lane lane, String tenant, String order) {
    PendingCall call = announce(account, region, callClass, lane, tenant, order);
    assertThat(call.enter()).isTrue();
    time.runReady();
    return call;
  }

  private PendingCall announce(
      String account, String region, CallClass callClass, Lane lane, String tenant, String order) {
    return traffic.announce(
        new CallTicket(account, region, callClass, lane, tenant, order), turns::add);
  }

  private void again(String account, CallClass callClass, Lane lane, Limiter limiter) {
    again(account, callClass, lane, limiter, new int[Lane.values().length]);
  }

  /** A call that takes 50 ms and is made again as soon as it was answered. */
  private void again(
      String account, CallClass callClass, Lane lane, Limiter limiter, int[] served) {
    CallTicket ticket =
        new CallTicket(account, "r", callClass, lane, "t", Integer.toString(number++));
    assertThat(
            traffic
                .announce(
                    ticket,
                    call -> {
                      Outcome<Void> outcome = limiter.call();
                      served[lane.ordinal()]++;
                      process.after(
                          Duration.ofMillis(50),
                          () -> {
                            call.replied(outcome);
                            again(account, callClass, lane, limiter, served);
                          });
                    })
                .enter())
        .isTrue();
  }

  private static Outcome<Void> throttled(@Nullable Duration retryAfter) {
    return new Outcome.Failed<>(
        new ProviderError(Category.THROTTLED, "too many", null, null, null, retryAfter));
  }

  private static Outcome<Void> failed(Category category) {
    return new Outcome.Failed<>(ProviderError.of(category, "the cloud said so"));
  }
}
