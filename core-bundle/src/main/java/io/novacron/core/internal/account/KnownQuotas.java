package io.novacron.core.internal.account;

import io.novacron.api.provider.Quota;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The quotas of an account as they were last read.
 *
 * @param account name of the account
 * @param quotas its quotas, by region and name
 * @param at since when they have been so
 */
public record KnownQuotas(String account, List<Quota> quotas, Instant at) {
  public KnownQuotas {
    Objects.requireNonNull(account, "account");
    quotas = List.copyOf(quotas);
    Objects.requireNonNull(at, "at");
  }
}
