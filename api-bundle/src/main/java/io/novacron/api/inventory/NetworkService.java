package io.novacron.api.inventory;

import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.security.Caller;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The networks and security groups of an account, for the faces; asked of the cloud each time, and
 * never changed. Safe for use by many threads.
 *
 * <p>Stages fail with {@link io.novacron.api.error.ProblemException}: DENIED when the caller may
 * not read accounts; NOT_FOUND when there is no such account; INVALID with the field when the
 * account has no such region, or a size or token is wrong; UNSUPPORTED with the reason when the
 * networks of the account cannot be listed; UNAVAILABLE while no provider serves the account; and
 * with what the cloud answered.
 */
public interface NetworkService {
  /**
   * A page of the networks of a region that machines can be put into.
   *
   * @param account name of the account
   * @param region region
   * @param pageSize most networks on the page, 1 to 1,000; a page may have fewer and not be the
   *     last
   * @param pageToken where to go on, as an earlier page gave it; absent for the first page
   */
  CompletionStage<NetworkPage> networks(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken);

  /**
   * A page of the security groups of a region.
   *
   * @param account name of the account
   * @param region region
   * @param pageSize most groups on the page, 1 to 1,000; a page may have fewer and not be the last
   * @param pageToken where to go on, as an earlier page gave it; absent for the first page
   */
  CompletionStage<SecurityGroupPage> securityGroups(
      Caller caller, String account, String region, int pageSize, @Nullable String pageToken);
}
