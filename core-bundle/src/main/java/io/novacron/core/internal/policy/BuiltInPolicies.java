package io.novacron.core.internal.policy;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies that come with the product. They are the same in every tenant, need no store, and
 * have one version.
 */
final class BuiltInPolicies {
  private static final int VERSION = 1;
  private static final Map<String, PolicyContent> CONTENTS =
      Map.of(
          "cheapest",
          content("The lowest price wins.", Map.of("price", 1.0)),
          "same-work",
          content("The most measured work for the money wins.", Map.of("coremark-per-dollar", 1.0)),
          "green",
          content(
              "The price counts, and half as much the carbon of the grid.",
              Map.of("price", 1.0, "carbon", 0.5)),
          "balanced",
          content(
              "The price counts, and what it buys; carbon, interruptions, steadiness and age count"
                  + " a little.",
              Map.of(
                  "price",
                  0.5,
                  "coremark-per-dollar",
                  0.5,
                  "carbon",
                  0.25,
                  "interruption-band",
                  0.25,
                  "performance-noise",
                  0.25,
                  "generation",
                  0.25)));

  private BuiltInPolicies() {}

  /** Their names, in the order in which they are told. */
  static List<String> names() {
    return List.of("balanced", "cheapest", "green", "same-work");
  }

  static boolean has(String name) {
    return CONTENTS.containsKey(name);
  }

  static List<Policy> all(String tenant) {
    List<Policy> all = new ArrayList<>();
    names().forEach(name -> find(tenant, name).ifPresent(all::add));
    return all;
  }

  static Optional<Policy> find(String tenant, String name) {
    PolicyContent content = CONTENTS.get(name);
    return content == null
        ? Optional.empty()
        : Optional.of(
            new Policy(
                name,
                tenant,
                VERSION,
                VERSION,
                false,
                true,
                content,
                Instant.EPOCH,
                "novacron",
                0));
  }

  /**
   * One version of a built-in policy; empty when the name is not of one.
   *
   * @param version number of the version; absent for the latest
   * @throws ProblemException with NOT_FOUND when it has no such version
   */
  static Optional<Policy> find(String tenant, String name, @Nullable Integer version) {
    if (version != null && version != VERSION && has(name)) {
      throw PolicyRecords.PROBLEMS.versionNotFound(name, version, VERSION);
    }
    return find(tenant, name);
  }

  /** The refusal to change one. */
  static ProblemException unchangeable(String name) {
    return Problem.builder(
            "policy-built-in",
            Category.CONFLICT,
            "The policy " + name + " comes with NovaCron and cannot be changed or deleted.")
        .nextStep("Make a policy of another name that says what you need.")
        .toException();
  }

  private static PolicyContent content(String description, Map<String, Double> weights) {
    return new PolicyContent(description, weights, List.of());
  }
}
