package io.novacron.core.internal.traffic;

import io.novacron.api.provider.CallClass;
import io.novacron.api.provider.Lane;
import java.util.Objects;

/**
 * What a call that waits for its turn says of itself.
 *
 * @param account account to call
 * @param region region to call
 * @param callClass what the cloud will count it as
 * @param lane how urgent it is
 * @param tenant for whom it is made
 * @param order decides between calls of one tenant; the smaller goes first
 */
public record CallTicket(
    String account, String region, CallClass callClass, Lane lane, String tenant, String order) {
  public CallTicket {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(callClass, "callClass");
    Objects.requireNonNull(lane, "lane");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(order, "order");
  }
}
