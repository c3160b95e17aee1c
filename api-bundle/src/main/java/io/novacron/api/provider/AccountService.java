package io.novacron.api.provider;

import io.novacron.api.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that a caller may see. Answers from local memory, never calls a cloud, and is safe
 * for use by many threads.
 */
public interface AccountService {
  /**
   * Lists accounts by name.
   *
   * @throws io.novacron.api.error.ProblemException with DENIED when the caller may not read
   *     accounts
   */
  List<Account> list(Caller caller);

  /**
   * One account.
   *
   * @throws io.novacron.api.error.ProblemException with NOT_FOUND, or DENIED
   */
  Account get(Caller caller, String name);

  /**
   * What is known of how many calls the clouds take, by account, region and class of calls, for the
   * accounts that the caller may see.
   *
   * @param account name of the only account that is of interest; absent for all
   * @throws io.novacron.api.error.ProblemException with NOT_FOUND, or DENIED
   */
  List<Throttle> throttles(Caller caller, @Nullable String account);
}
