package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.FaultRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells all that is wrong with a request for a fault. */
final class FaultCheck {
  private final List<FaultTarget> targets;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Makes a check.
   *
   * @param targets the simulated accounts that there are
   */
  FaultCheck(List<FaultTarget> targets) {
    this.targets = targets;
  }

  /**
   * Checks a request.
   *
   * @return the kind of fault that it asks for
   * @throws io.novacron.api.error.ProblemException with INVALID and every wrong field
   */
  FaultKind check(FaultRequest request) {
    FaultKind kind = FaultKind.of(request.name()).orElse(null);
    if (kind == null) {
      oneOf("/name", FaultKind.wireNames());
    } else {
      checkAction(kind, request.action());
      checkParameters(kind, request);
    }
    List<String> accounts = targets.stream().map(FaultTarget::account).sorted().toList();
    if (request.account() != null && !accounts.contains(request.account())) {
      oneOf("/account", accounts);
    }
    checkRegion(request);
    if (request.times() != null && request.times() < 1) {
      errors.add(new FieldError("/times", "must be 1 or more"));
    }
    if (kind == null || !errors.isEmpty()) {
      throw Problem.builder("invalid-fault", Category.INVALID, "The fault is not legal as it is.")
          .errors(errors)
          .nextStep("Correct the fields named and ask again.")
          .toException();
    }
    return kind;
  }

  private void checkAction(FaultKind kind, @Nullable String action) {
    List<String> legal =
        Stream.of(Action.values()).filter(kind::canHit).map(Action::wireName).toList();
    if (action != null && !legal.contains(action)) {
      oneOf("/action", legal);
    }
  }

  private void checkRegion(FaultRequest request) {
    List<String> regions =
        targets.stream()
            .filter(
                target -> request.account() == null || request.account().equals(target.account()))
            .flatMap(target -> target.regions().stream())
            .distinct()
            .sorted()
            .toList();
    if (request.region() != null && !regions.contains(request.region())) {
      oneOf("/region", regions);
    }
  }

  private void checkParameters(FaultKind kind, FaultRequest request) {
    request
        .parameters()
        .forEach(
            (name, value) -> {
              FaultKind.Parameter parameter = kind.parameters().get(name);
              if (parameter == null) {
                List<String> legal = kind.parameters().keySet().stream().sorted().toList();
                errors.add(
                    new FieldError(
                        "/parameters/" + name.replace("~", "~0").replace("/", "~1"),
                        legal.isEmpty()
                            ? kind.wireName() + " takes no parameters"
                            : "is none of its parameters: " + String.join(", ", legal)));
              } else if (!parameter.accepts(value)) {
                errors.add(new FieldError("/parameters/" + name, "must be " + parameter.legal()));
              }
            });
    kind.parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.required() && !request.parameters().containsKey(name)) {
                errors.add(
                    new FieldError(
                        "/parameters/" + name, "is required and must be " + parameter.legal()));
              }
            });
  }

  private void oneOf(String pointer, List<String> legal) {
    errors.add(
        new FieldError(
            pointer,
            legal.isEmpty()
                ? "names nothing: there is no simulated account"
                : "must be one of " + String.join(", ", legal)));
  }
}
