package io.novacron.core.internal.policy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.error.FieldError;
import io.novacron.api.policy.PolicyContent;
import io.novacron.core.internal.version.RecordName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the whole content of a policy, so that all that is wrong is said at once. That a factor is
 * unknown is not wrong: what fills it may come later, and a decision names what is missing.
 */
public final class PolicyValidator {
  private static final Pattern FACTOR = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_FACTOR = 63;
  private static final int MOST_WEIGHTS = 64;
  private static final double HIGHEST_WEIGHT = 1000;
  private static final int LONGEST_DESCRIPTION = 500;

  private final List<FieldError> errors = new ArrayList<>();

  private PolicyValidator() {}

  /**
   * Refuses content that machines cannot be placed by.
   *
   * @param name name of a new policy; absent where there is none to be checked
   * @param catalog has the clouds, regions and jurisdictions that rules may name
   * @throws io.novacron.api.error.ProblemException INVALID with all that is wrong
   */
  public static void require(@Nullable String name, PolicyContent content, Catalog catalog) {
    List<FieldError> errors = validate(name, content, catalog);
    if (!errors.isEmpty()) {
      throw PolicyRecords.PROBLEMS.invalid(errors);
    }
  }

  /**
   * All that is wrong; empty when machines can be placed by it.
   *
   * @param name name of a new policy; absent for one that is there
   * @param catalog has the clouds, regions and jurisdictions that rules may name
   */
  static List<FieldError> validate(@Nullable String name, PolicyContent content, Catalog catalog) {
    PolicyValidator validator = new PolicyValidator();
    if (name != null && !RecordName.legal(name)) {
      validator.reject("/name", RecordName.RULE);
    }
    if (content.description().length() > LONGEST_DESCRIPTION) {
      validator.reject("/description", "must have at most " + LONGEST_DESCRIPTION + " characters");
    }
    validator.weights(content.weights());
    validator.errors.addAll(RuleValidator.validate(content.rules(), catalog));
    return List.copyOf(validator.errors);
  }

  private void weights(Map<String, Double> weights) {
    if (weights.size() > MOST_WEIGHTS) {
      reject("/weights", "may have at most " + MOST_WEIGHTS + " entries");
      return;
    }
    if (weights.values().stream().noneMatch(weight -> weight > 0)) {
      reject("/weights", "must have a weight of more than 0, such as that of price");
    }
    weights.forEach(this::weight);
  }

  private void weight(String factor, double weight) {
    String at = "/weights/" + factor.replace("~", "~0").replace("/", "~1");
    if (factor.length() > LONGEST_FACTOR || !FACTOR.matcher(factor).matches()) {
      reject(
          at,
          "must be the name of a factor: 1 to "
              + LONGEST_FACTOR
              + " lower-case letters, digits and single hyphens, beginning with a letter");
    }
    if (!(weight >= 0 && weight <= HIGHEST_WEIGHT)) {
      reject(at, "must be 0 to " + (long) HIGHEST_WEIGHT + " but is " + weight);
    }
  }

  private void reject(String pointer, String message) {
    errors.add(new FieldError(pointer, message));
  }
}
