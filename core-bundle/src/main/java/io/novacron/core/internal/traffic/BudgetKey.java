package io.novacron.core.internal.traffic;

import io.novacron.api.provider.CallClass;
import java.util.Objects;

/**
 * Which budget of an account.
 *
 * @param region the region
 * @param callClass the class of calls
 */
record BudgetKey(String region, CallClass callClass) {
  BudgetKey {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(callClass, "callClass");
  }

  static BudgetKey of(CallTicket ticket) {
    return new BudgetKey(ticket.region(), ticket.callClass());
  }
}
