package io.novacron.api.provider;

import io.novacron.api.security.Caller;
import java.util.List;

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
}
