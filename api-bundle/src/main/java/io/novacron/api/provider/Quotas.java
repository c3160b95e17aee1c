package io.novacron.api.provider;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What an account may have, and has of it: an optional facet. Never changes anything. */
public interface Quotas {
  /**
   * Reads the quotas of all regions that the account uses. Asked for about once a minute, as a call
   * that gives way to all others.
   *
   * @return the quotas, in any order; a region of which nothing is known is left out
   */
  CompletionStage<Outcome<List<Quota>>> list(CallContext context);
}
