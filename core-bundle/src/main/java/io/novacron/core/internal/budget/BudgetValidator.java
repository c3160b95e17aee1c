package io.novacron.core.internal.budget;

import io.novacron.api.budget.BudgetContent;
import io.novacron.api.error.FieldError;
import io.novacron.core.internal.version.RecordName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the whole content of a budget, so that all that is wrong is said at once. */
final class BudgetValidator {
  private static final int LONGEST_DESCRIPTION = 500;
  private static final int LONGEST_WORD = 63;
  private static final int MOST_LABELS = 16;
  private static final int MOST_DECIMALS = 6;
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

  private final List<FieldError> errors = new ArrayList<>();

  private BudgetValidator() {}

  /**
   * Refuses content that machines cannot be held to. That no account of the name is there is not
   * wrong: it may come later.
   *
   * @param name name of a new budget; absent for one that is there
   * @throws io.novacron.api.error.ProblemException INVALID with all that is wrong
   */
  static void require(@Nullable String name, BudgetContent content) {
    BudgetValidator validator = new BudgetValidator();
    validator.check(name, content);
    if (!validator.errors.isEmpty()) {
      throw BudgetRecords.PROBLEMS.invalid(validator.errors);
    }
  }

  private void check(@Nullable String name, BudgetContent content) {
    if (name != null && !RecordName.legal(name)) {
      reject("/name", RecordName.RULE);
    }
    if (content.description().length() > LONGEST_DESCRIPTION) {
      reject("/description", "must have at most " + LONGEST_DESCRIPTION + " characters");
    }
    String account = content.account();
    if (account != null && (account.isEmpty() || account.length() > LONGEST_WORD)) {
      reject("/account", "must have 1 to " + LONGEST_WORD + " characters");
    }
    if (content.labels().size() > MOST_LABELS) {
      reject("/labels", "may have at most " + MOST_LABELS + " entries");
    }
    content
        .labels()
        .forEach(
            (key, value) -> {
              if (key.isEmpty() || key.length() > LONGEST_WORD || value.length() > LONGEST_WORD) {
                reject(
                    "/labels",
                    "must have keys of 1 to "
                        + LONGEST_WORD
                        + " characters and values of at most "
                        + LONGEST_WORD);
              }
            });
    amount(content.amount());
  }

  private void amount(BigDecimal amount) {
    if (amount.signum() < 0
        || amount.compareTo(HIGHEST) > 0
        || amount.stripTrailingZeros().scale() > MOST_DECIMALS) {
      reject(
          "/amount",
          "must be 0 to "
              + HIGHEST.toPlainString()
              + " US dollars with at most "
              + MOST_DECIMALS
              + " decimals");
    }
  }

  private void reject(String pointer, String message) {
    if (errors.stream().noneMatch(error -> error.pointer().equals(pointer))) {
      errors.add(new FieldError(pointer, message));
    }
  }
}
