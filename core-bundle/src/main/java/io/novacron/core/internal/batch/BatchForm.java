package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks what can be told of a batch without looking at the world. */
public final class BatchForm {
  /** The most wrong fields that are told of one batch. */
  static final int MOST_ERRORS = 100;

  private BatchForm() {}

  /**
   * Checks a batch.
   *
   * @throws ProblemException INVALID with all that is wrong
   */
  public static void check(BatchRequest request) {
    List<FieldError> errors = new ArrayList<>();
    int items = request.items().size();
    if (items < 1 || items > BatchRequest.MOST_ITEMS) {
      errors.add(
          new FieldError(
              "/items", "must have 1 to " + BatchRequest.MOST_ITEMS + " items but has " + items));
      throw invalid(errors);
    }
    minimum(request, errors);
    names(request.items(), errors);
    if (BatchRules.undoes(request.policy())) {
      undoable(request, errors);
    }
    if (!errors.isEmpty()) {
      throw invalid(errors);
    }
  }

  /** Checks that items are not too large to be kept. */
  public static void check(List<ItemRequest> items) {
    long bytes = BatchRecords.bytes(items);
    if (bytes > BatchRecords.MOST_BYTES) {
      throw invalid(
          List.of(
              new FieldError(
                  "/items",
                  "must have at most " + BatchRecords.MOST_BYTES + " bytes but have " + bytes)));
    }
  }

  /** The problem that says all that is wrong, up to a limit. */
  static ProblemException invalid(List<FieldError> errors) {
    return Problem.builder(
            "invalid-batch",
            Category.INVALID,
            errors.size() == 1
                ? "One field of the batch is wrong; nothing was recorded."
                : errors.size() + " fields of the batch are wrong; nothing was recorded.")
        .errors(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)))
        .nextStep("Correct the fields named and ask again.")
        .toException();
  }

  private static void minimum(BatchRequest request, List<FieldError> errors) {
    Integer minimum = request.minimum();
    int items = request.items().size();
    if (request.policy() != BatchPolicy.AT_LEAST) {
      if (minimum != null) {
        errors.add(new FieldError("/minimum", "is taken with the policy at-least only"));
      }
    } else if (minimum == null || minimum < 1 || minimum > items) {
      errors.add(
          new FieldError(
              "/minimum",
              "must be 1 to "
                  + items
                  + ", the number of items,"
                  + (minimum == null ? " with the policy at-least" : " but is " + minimum)));
    }
  }

  /** Two items that name one machine could only be done in an order that nobody has stated. */
  private static void names(List<BatchItem> items, List<FieldError> errors) {
    Map<String, Integer> names = new HashMap<>();
    Map<String, Integer> machines = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof BatchItem.Create create) {
        Integer first = names.putIfAbsent(create.spec().name(), i);
        if (first != null) {
          errors.add(
              new FieldError(
                  "/items/" + i + "/create/name", "is the name of item " + first + " already"));
        }
      } else if (items.get(i) instanceof BatchItem.Act act) {
        Integer first = machines.putIfAbsent(act.machine(), i);
        if (first != null) {
          errors.add(
              new FieldError(
                  "/items/" + i + "/id", "is the machine of item " + first + " already"));
        }
      }
    }
  }

  private static void undoable(BatchRequest request, List<FieldError> errors) {
    for (int i = 0; i < request.items().size(); i++) {
      if (request.items().get(i) instanceof BatchItem.Act act
          && BatchRules.inverse(act.request().action()).isEmpty()) {
        errors.add(
            new FieldError(
                "/items/" + i + "/action",
                "cannot be undone, as the policy "
                    + request.policy().wireName()
                    + " may have to; use keep-successes"));
      }
    }
  }
}
