package io.novacron.core.internal.spending;

import io.novacron.api.machine.Market;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What the machines of a tenant in one account cost in one market.
 *
 * @param tenant tenant; {@link SpendingCensus#OTHER_TENANTS} for those that are too many to be told
 *     apart
 * @param account account
 * @param market how they are paid for
 * @param perHour US dollars per hour of those that run, by the prices of their records
 * @param stoppedPerHour what those that are stopped or paused would cost besides, if they ran
 * @param machines how many there are
 * @param unpriced how many of them have no known price and are in neither sum
 */
public record Spending(
    String tenant,
    String account,
    Market.Kind market,
    BigDecimal perHour,
    BigDecimal stoppedPerHour,
    long machines,
    long unpriced) {
  public Spending {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(perHour, "perHour");
    Objects.requireNonNull(stoppedPerHour, "stoppedPerHour");
  }
}
