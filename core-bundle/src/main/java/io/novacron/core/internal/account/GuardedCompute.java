package io.novacron.core.internal.account;

import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The machines of an account behind a guard. */
final class GuardedCompute implements Compute {
  private final Compute compute;
  private final CallGuard guard;

  GuardedCompute(Compute compute, CallGuard guard) {
    this.compute = compute;
    this.guard = guard;
  }

  @Override
  public CompletionStage<Outcome<Instance>> create(CallContext context, InstanceRequest request) {
    return guard.call("create", context, () -> compute.create(context, request));
  }

  @Override
  public CompletionStage<Outcome<Instance>> start(
      CallContext context, String region, String reference) {
    return guard.call("start", context, () -> compute.start(context, region, reference));
  }

  @Override
  public CompletionStage<Outcome<Instance>> stop(
      CallContext context, String region, String reference, boolean force) {
    return guard.call("stop", context, () -> compute.stop(context, region, reference, force));
  }

  @Override
  public CompletionStage<Outcome<Instance>> restart(
      CallContext context, String region, String reference, boolean force) {
    return guard.call("restart", context, () -> compute.restart(context, region, reference, force));
  }

  @Override
  public CompletionStage<Outcome<Instance>> pause(
      CallContext context, String region, String reference) {
    return guard.call("pause", context, () -> compute.pause(context, region, reference));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resume(
      CallContext context, String region, String reference) {
    return guard.call("resume", context, () -> compute.resume(context, region, reference));
  }

  @Override
  public CompletionStage<Outcome<Instance>> resize(
      CallContext context, String region, String reference, String instanceType) {
    return guard.call(
        "resize", context, () -> compute.resize(context, region, reference, instanceType));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference, boolean force) {
    return guard.call("delete", context, () -> compute.delete(context, region, reference, force));
  }

  @Override
  public CompletionStage<Outcome<Instance>> poll(
      CallContext context, String region, String handle) {
    return guard.call("poll", context, () -> compute.poll(context, region, handle));
  }

  @Override
  public CompletionStage<Outcome<Optional<Instance>>> describe(
      CallContext context, String region, String reference) {
    return guard.call("describe", context, () -> compute.describe(context, region, reference));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByToken(
      CallContext context, String region, String token) {
    return guard.call("find_by_token", context, () -> compute.findByToken(context, region, token));
  }

  @Override
  public CompletionStage<Outcome<List<Instance>>> findByOwner(
      CallContext context, String region, OwnerTag owner) {
    return guard.call("find_by_owner", context, () -> compute.findByOwner(context, region, owner));
  }

  @Override
  public CompletionStage<Outcome<InstancePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return guard.call("list", context, () -> compute.list(context, region, pageToken));
  }

  @Override
  public CompletionStage<Outcome<Instance>> tag(
      CallContext context, String region, String reference, OwnerTag owner) {
    return guard.call("tag", context, () -> compute.tag(context, region, reference, owner));
  }
}
