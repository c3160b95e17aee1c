package io.novacron.core.internal.policy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.core.internal.placement.PlacementPolicy;
import io.novacron.core.internal.placement.PlacementSettings;
import io.novacron.core.internal.placement.PolicyChoice;
import io.novacron.core.internal.placement.SupposedPolicies;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives decisions their policies: the one that a request names, or the one that the settings name.
 * Safe for use by many threads.
 */
public final class PoliciesInForce implements PolicyChoice, SupposedPolicies {
  private static final String SUPPOSED = "supposed";

  private final PolicyBook book;
  private final Supplier<PlacementSettings> settings;
  private final Supplier<Catalog> catalog;

  /**
   * Makes it.
   *
   * @param book knows the policies
   * @param settings names the default policy and limits the age of prices
   * @param catalog has the names that rules may use
   */
  public PoliciesInForce(
      PolicyBook book, Supplier<PlacementSettings> settings, Supplier<Catalog> catalog) {
    this.book = book;
    this.settings = settings;
    this.catalog = catalog;
  }

  @Override
  public PlacementPolicy choose(String tenant, @Nullable String name) {
    PlacementSettings current = settings.get();
    String wanted = name == null ? current.policy() : name;
    return book.latest(tenant, wanted)
        .map(policy -> PlacementPolicy.of(policy, current.ageLimits()))
        .orElseThrow(
            () ->
                name == null
                    ? noDefault(tenant, wanted)
                    : unknown(tenant, wanted, "/placement/policy"));
  }

  @Override
  public CompletionStage<PlacementPolicy> named(
      String tenant, String name, @Nullable Integer version) {
    CompletionStage<Policy> found =
        version == null
            ? CompletableFuture.completedFuture(
                book.latest(tenant, name).orElseThrow(() -> unknown(tenant, name, "/policy")))
            : book.version(tenant, name, version);
    return found.thenApply(policy -> PlacementPolicy.of(policy, settings.get().ageLimits()));
  }

  @Override
  public PlacementPolicy given(PolicyContent content) {
    List<FieldError> errors = PolicyValidator.validate(null, content, catalog.get());
    if (!errors.isEmpty()) {
      throw PolicyRecords.PROBLEMS.invalid(
          errors.stream()
              .map(error -> new FieldError("/content" + error.pointer(), error.message()))
              .toList());
    }
    return new PlacementPolicy(
        SUPPOSED, 1, content.weights(), content.rules(), settings.get().ageLimits());
  }

  private ProblemException unknown(String tenant, String name, String pointer) {
    return problem(name)
        .error(pointer, "must be a policy that there is; there are " + known(tenant))
        .nextStep("Name one of these, or leave it out.")
        .toException();
  }

  private ProblemException noDefault(String tenant, String name) {
    return problem(name)
        .nextStep(
            "Set policy in etc/io.novacron.placement.cfg to one that there is, or make "
                + name
                + "; there are "
                + known(tenant)
                + ".")
        .toException();
  }

  private static Problem.Builder problem(String name) {
    return Problem.builder("unknown-policy", Category.INVALID, "There is no policy " + name + ".");
  }

  private String known(String tenant) {
    return String.join(", ", book.names(tenant));
  }
}
