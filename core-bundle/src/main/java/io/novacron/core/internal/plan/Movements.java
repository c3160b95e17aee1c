package io.novacron.core.internal.plan;

import io.novacron.api.catalog.Price;
import io.novacron.api.error.FieldError;
import io.novacron.api.plan.PlannedAction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has moved between a plan and now. */
final class Movements {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final List<FieldError> moved = new ArrayList<>();
  private final BigDecimal tolerance;

  private Movements(double tolerancePercent) {
    tolerance = BigDecimal.valueOf(tolerancePercent);
  }

  /**
   * Compares.
   *
   * @param tolerancePercent by how much a price may have moved, either way
   * @return each field that moved, with what was planned and what is
   */
  static List<FieldError> between(
      List<PlannedAction> planned, List<PlannedAction> now, double tolerancePercent) {
    Movements movements = new Movements(tolerancePercent);
    for (int i = 0; i < planned.size(); i++) {
      movements.action("/actions/" + i, planned.get(i), now.get(i));
    }
    return movements.moved;
  }

  private void action(String at, PlannedAction planned, PlannedAction now) {
    field(at + "/revision", planned.revision(), now.revision());
    field(at + "/account", planned.account(), now.account());
    field(at + "/region", planned.region(), now.region());
    field(at + "/zone", planned.zone(), now.zone());
    field(at + "/instanceType", planned.instanceType(), now.instanceType());
    price(at + "/price", planned.price(), now.price());
  }

  private void field(String pointer, @Nullable Object planned, @Nullable Object now) {
    if (!Objects.equals(planned, now)) {
      moved.add(new FieldError(pointer, "was planned as " + planned + " and is " + now + " now"));
    }
  }

  private void price(String pointer, @Nullable Price planned, @Nullable Price now) {
    if (planned == null || now == null || !planned.currency().equals(now.currency())) {
      field(pointer, text(planned), text(now));
      return;
    }
    BigDecimal difference = now.amount().subtract(planned.amount()).abs();
    BigDecimal allowed =
        planned.amount().multiply(tolerance).divide(HUNDRED, MathContext.DECIMAL64);
    if (difference.compareTo(allowed) > 0) {
      field(pointer, text(planned), text(now));
    }
  }

  private static @Nullable String text(@Nullable Price price) {
    return price == null ? null : price.amount().toPlainString() + " " + price.currency();
  }
}
