package io.novacron.core.internal.placement;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Market.Kind;
import io.novacron.api.placement.SpotAdvice;
import io.novacron.api.placement.SpotAdviceRequest;
import io.novacron.api.placement.SpotAdviceRequest.SpotPrice;
import io.novacron.core.internal.spot.MoveCosts;
import io.novacron.core.internal.spot.Present;
import io.novacron.core.internal.spot.SpotObservations;
import io.novacron.core.internal.spot.SpotParameters;
import io.novacron.core.internal.spot.SpotPolicy;
import io.novacron.core.internal.spot.SpotQuestion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the spot policy with what a caller has seen. Safe for use by many threads. */
final class SpotAdvisor {
  private static final int MOST_PRICES = 10_000;
  private static final int LONGEST_PLACE = 200;
  private static final int DECIMALS = 4;
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000);

  private final Clock clock;

  SpotAdvisor(Clock clock) {
    this.clock = clock;
  }

  /** Advises; throws an INVALID problem with all that is wrong. */
  SpotAdvice advise(SpotAdviceRequest request) {
    List<FieldError> errors = errors(request);
    if (!errors.isEmpty()) {
      throw Problem.builder(
              "invalid-spot-question", Category.INVALID, "Some fields of the question are wrong.")
          .errors(errors)
          .nextStep("Correct the fields named and ask again.")
          .toException();
    }
    SpotParameters parameters =
        new SpotParameters(
            or(request.halfLife(), SpotParameters.DEFAULT.halfLife()),
            or(request.horizon(), SpotParameters.DEFAULT.horizon()),
            or(request.longestAge(), SpotParameters.DEFAULT.longestAge()));
    Set<String> places =
        request.prices().stream().map(SpotPrice::place).collect(Collectors.toUnmodifiableSet());
    Instant asked = request.at();
    return told(
        new SpotPolicy(parameters)
            .decide(
                new SpotQuestion(
                    present(request.present(), request.place()),
                    places,
                    seen(request.prices(), parameters),
                    asked == null ? clock.instant() : asked,
                    request.onDemandPerHour().doubleValue(),
                    new MoveCosts(
                        request.moveCost().doubleValue(), request.restartCost().doubleValue()),
                    request.interruptionsPerHour())));
  }

  private static SpotObservations seen(List<SpotPrice> prices, SpotParameters parameters) {
    SpotObservations seen = SpotObservations.none(parameters);
    List<SpotPrice> inTime = prices.stream().sorted(Comparator.comparing(SpotPrice::at)).toList();
    for (int from = 0, to; from < inTime.size(); from = to) {
      Instant at = inTime.get(from).at();
      Map<String, Double> priced = new HashMap<>();
      List<String> withdrawn = new ArrayList<>();
      for (to = from; to < inTime.size() && inTime.get(to).at().equals(at); to++) {
        BigDecimal price = inTime.get(to).pricePerHour();
        if (price == null) {
          withdrawn.add(inTime.get(to).place());
        } else {
          priced.put(inTime.get(to).place(), price.doubleValue());
        }
      }
      seen = seen.seen(at, priced).withdrawn(at, withdrawn);
    }
    return seen;
  }

  private static Present present(@Nullable Kind kind, @Nullable String place) {
    if (kind == null) {
      return new Present.Nowhere();
    }
    return kind == Kind.ON_DEMAND || place == null
        ? new Present.OnDemand()
        : new Present.OnSpot(place);
  }

  private static SpotAdvice told(io.novacron.core.internal.spot.SpotAdvice advice) {
    if (advice instanceof io.novacron.core.internal.spot.SpotAdvice.Move move) {
      return new SpotAdvice(
          SpotAdvice.Action.MOVE, move.to(), usd(move.expectedSavingUsd()), move.why());
    }
    if (advice instanceof io.novacron.core.internal.spot.SpotAdvice.OnDemand leave) {
      return new SpotAdvice(
          SpotAdvice.Action.ON_DEMAND, null, usd(leave.expectedSavingUsd()), leave.why());
    }
    return new SpotAdvice(SpotAdvice.Action.STAY, null, null, advice.why());
  }

  private static BigDecimal usd(double amount) {
    return BigDecimal.valueOf(amount).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static List<FieldError> errors(SpotAdviceRequest request) {
    List<FieldError> errors = new ArrayList<>();
    if ((request.present() == Kind.SPOT) != (request.place() != null)) {
      errors.add(
          new FieldError(
              "/place", "must be given for a machine that is on spot, and only for one"));
    }
    if (request.prices().size() > MOST_PRICES) {
      errors.add(new FieldError("/prices", "may have at most " + MOST_PRICES + " entries"));
      return errors;
    }
    for (int i = 0; i < request.prices().size(); i++) {
      SpotPrice price = request.prices().get(i);
      if (price.place().isBlank() || price.place().length() > LONGEST_PLACE) {
        errors.add(
            new FieldError(
                "/prices/" + i + "/place", "must have 1 to " + LONGEST_PLACE + " characters"));
      }
      amount("/prices/" + i + "/pricePerHour", price.pricePerHour(), errors);
    }
    amount("/onDemandPerHour", request.onDemandPerHour(), errors);
    amount("/moveCost", request.moveCost(), errors);
    amount("/restartCost", request.restartCost(), errors);
    request
        .interruptionsPerHour()
        .forEach(
            (place, probability) -> {
              if (!(probability >= 0 && probability <= 1)) {
                errors.add(new FieldError("/interruptionsPerHour/" + place, "must be from 0 to 1"));
              }
            });
    duration("/halfLife", request.halfLife(), errors);
    duration("/horizon", request.horizon(), errors);
    duration("/longestAge", request.longestAge(), errors);
    return errors;
  }

  private static void amount(String pointer, @Nullable BigDecimal amount, List<FieldError> errors) {
    if (amount != null && (amount.signum() < 0 || amount.compareTo(MOST_USD) > 0)) {
      errors.add(
          new FieldError(pointer, "must be 0 to " + MOST_USD.toPlainString() + " US dollars"));
    }
  }

  private static void duration(
      String pointer, @Nullable Duration duration, List<FieldError> errors) {
    if (duration != null
        && (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
      errors.add(new FieldError(pointer, "must be more than nothing and at most 365 days"));
    }
  }

  private static Duration or(@Nullable Duration given, Duration byDefault) {
    return given == null ? byDefault : given;
  }
}
