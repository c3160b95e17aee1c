package io.novacron.core.internal.account;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.VolumePage;
import io.novacron.api.provider.Volumes;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The volumes of an account behind a guard. */
final class GuardedVolumes implements Volumes {
  private final Volumes volumes;
  private final CallGuard guard;

  GuardedVolumes(Volumes volumes, CallGuard guard) {
    this.volumes = volumes;
    this.guard = guard;
  }

  @Override
  public CompletionStage<Outcome<VolumePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return guard.call("list_volumes", context, () -> volumes.list(context, region, pageToken));
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudVolume>>> describe(
      CallContext context, String region, String reference) {
    return guard.call(
        "describe_volume", context, () -> volumes.describe(context, region, reference));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    return guard.call("delete_volume", context, () -> volumes.delete(context, region, reference));
  }
}
