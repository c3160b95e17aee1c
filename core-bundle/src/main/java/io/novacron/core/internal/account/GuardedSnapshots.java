package io.novacron.core.internal.account;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotRequest;
import io.novacron.api.provider.Snapshots;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The snapshots of an account behind a guard. */
final class GuardedSnapshots implements Snapshots {
  private final Snapshots snapshots;
  private final CallGuard guard;

  GuardedSnapshots(Snapshots snapshots, CallGuard guard) {
    this.snapshots = snapshots;
    this.guard = guard;
  }

  @Override
  public CompletionStage<Outcome<CloudSnapshot>> create(
      CallContext context, SnapshotRequest request) {
    return guard.call("create_snapshot", context, () -> snapshots.create(context, request));
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudSnapshot>>> describe(
      CallContext context, String region, String reference) {
    return guard.call(
        "describe_snapshot", context, () -> snapshots.describe(context, region, reference));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByToken(
      CallContext context, String region, String token) {
    return guard.call(
        "find_snapshot_by_token", context, () -> snapshots.findByToken(context, region, token));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return guard.call(
        "find_snapshot_by_owner", context, () -> snapshots.findByOwner(context, region, owner));
  }

  @Override
  public CompletionStage<Outcome<List<CloudSnapshot>>> list(
      CallContext context, String region, String machine) {
    return guard.call("list_snapshots", context, () -> snapshots.list(context, region, machine));
  }

  @Override
  public CompletionStage<Outcome<SnapshotPage>> listRegion(
      CallContext context, String region, @Nullable String pageToken) {
    return guard.call(
        "list_region_snapshots", context, () -> snapshots.listRegion(context, region, pageToken));
  }

  @Override
  public CompletionStage<Outcome<Instance>> restore(
      CallContext context, String region, String machine, String reference) {
    return guard.call(
        "restore_snapshot", context, () -> snapshots.restore(context, region, machine, reference));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    return guard.call(
        "delete_snapshot", context, () -> snapshots.delete(context, region, reference));
  }
}
