package io.novacron.api.provider;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Networks that machines can be put into, and the security groups that guard them: an optional
 * facet, which reads and changes nothing. What holds for {@link Compute} holds here: methods return
 * at once, stages complete at the latest at the context's deadline with an {@link Outcome} and
 * never fail, nothing is cached and nothing retried.
 */
public interface Networks {
  /**
   * Lists the networks of a region by the references that {@link InstanceRequest#network} takes,
   * whoever made them.
   *
   * @param pageToken where to go on, or absent for the first page
   */
  CompletionStage<Outcome<NetworkPage>> list(
      CallContext context, String region, @Nullable String pageToken);

  /**
   * Lists the security groups of a region, whoever made them; none where the cloud guards machines
   * by other means.
   *
   * @param pageToken where to go on, or absent for the first page
   */
  CompletionStage<Outcome<SecurityGroupPage>> listSecurityGroups(
      CallContext context, String region, @Nullable String pageToken);
}
