package io.novacron.core.internal.swap;

import io.novacron.api.operation.Operation;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.provider.ProviderService;
import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.account.AccountRegistry;
import io.novacron.core.internal.account.ProviderChoice;
import io.novacron.core.internal.account.ProviderChoice.PassedOver;
import io.novacron.core.internal.account.ProviderSwap;
import io.novacron.core.internal.account.ProviderVersions;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.machine.Digest;
import io.novacron.core.internal.machine.KeyedAnswers;
import io.novacron.core.internal.machine.KeyedRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Providers for the faces. */
public final class DefaultProviderService implements ProviderService {
  /** Whose swaps those are that nobody asked for. */
  static final String TENANT = "default";

  private static final String KIND = "provider";

  private final AccountRegistry registry;
  private final SwapRunner swaps;
  private final Supplier<List<ProviderVersion>> refused;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Supplier<StateStore> store;
  private final KeyedAnswers<LongWork> answers;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param registry knows the versions
   * @param swaps runs swaps
   * @param refused the bundles that were refused, by file
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param keyed answers repeated requests
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultProviderService(
      AccountRegistry registry,
      SwapRunner swaps,
      Supplier<List<ProviderVersion>> refused,
      Authorization authorization,
      AuditTrail audit,
      Supplier<StateStore> store,
      KeyedRequests keyed,
      Executor executor) {
    this.registry = registry;
    this.swaps = swaps;
    this.refused = refused;
    this.authorization = authorization;
    this.audit = audit;
    this.store = store;
    this.answers = keyed.answers(JsonCodec.of(LongWork.class));
    this.executor = executor;
  }

  @Override
  public List<ProviderVersion> list(Caller caller) {
    authorization.require(caller, Permission.PROVIDER_READ, Target.all(caller.tenant(), KIND));
    List<ProviderVersion> all = new ArrayList<>();
    for (ProviderFactory factory : registry.versions().all()) {
      all.add(version(factory, caller.tenant()));
    }
    all.addAll(refused.get());
    return List.copyOf(all);
  }

  @Override
  public CompletionStage<LongWork> swap(
      Caller caller, String type, String version, RequestOptions options) {
    return begin(
        caller,
        type,
        version,
        options,
        () ->
            authorization.require(
                caller,
                Permission.PROVIDER_OPERATE,
                new Target(caller.tenant(), KIND, type, type, Map.of())));
  }

  /** Begins a swap on behalf of NovaCron itself. */
  CompletionStage<Operation> swapByItself(String type, String version) {
    Caller system =
        new Caller("system", TENANT, Set.of("system"), "system", "local", "provider-swap");
    return begin(system, type, version, RequestOptions.NONE, () -> {}).thenApply(LongWork::begun);
  }

  private CompletionStage<LongWork> begin(
      Caller caller, String type, String version, RequestOptions options, Runnable check) {
    return audit.record(
        options,
        caller,
        Permission.PROVIDER_OPERATE,
        type,
        () ->
            Failures.guarded(
                caller,
                executor,
                () -> {
                  check.run();
                  return options.dryRun()
                      ? foreseen(caller, type, version)
                      : begun(caller, type, version, options);
                }),
        work -> new AuditTrail.Trace(type, work.begun().id(), null, null));
  }

  private CompletionStage<LongWork> foreseen(Caller caller, String type, String version) {
    swaps.requireLegal(type, version);
    return CompletableFuture.completedFuture(new LongWork(effect(caller, type, version), null));
  }

  private CompletionStage<LongWork> begun(
      Caller caller, String type, String version, RequestOptions options) {
    String effect = effect(caller, type, version);
    return answers.answer(
        store,
        caller,
        options,
        Digest.of("swap", type, version),
        attempt ->
            swaps
                .begin(
                    caller.tenant(),
                    caller.principal(),
                    type,
                    version,
                    attempt.resulting(operation -> new LongWork(effect, operation)))
                .thenApply(operation -> new LongWork(effect, operation)));
  }

  private String effect(Caller caller, String type, String version) {
    ProviderFactory serving = registry.versions().serving(type);
    List<String> accounts = serving == null ? List.of() : registry.served(serving, caller.tenant());
    return "Version "
        + version
        + " of "
        + type
        + " is to serve "
        + (accounts.isEmpty() ? "accounts to come" : "the accounts " + String.join(", ", accounts))
        + (serving == null ? "" : " instead of version " + serving.descriptor().version())
        + ", if they are healthy with it.";
  }

  private ProviderVersion version(ProviderFactory factory, String tenant) {
    ProviderVersions versions = registry.versions();
    String type = factory.descriptor().type();
    String version = factory.descriptor().version();
    ProviderChoice choice = versions.choice(type).orElse(null);
    boolean serves = versions.serving(type) == factory;
    ProviderSwap swap = registry.swapping(type).orElse(null);
    String failure = versions.failure(factory);
    ProviderVersion.State state;
    String reason = null;
    if (swap != null && swap.target() == factory && swap.phase() == ProviderSwap.Phase.CHECKING) {
      state = ProviderVersion.State.CHECKING;
    } else if (serves) {
      state = ProviderVersion.State.SERVING;
    } else if (swap != null && swap.former() == factory) {
      state = ProviderVersion.State.DRAINING;
    } else {
      PassedOver passedOver = choice == null ? null : choice.passedOver().get(version);
      boolean failed = failure != null || (passedOver != null && passedOver.unhealthy());
      state = failed ? ProviderVersion.State.FAILED : ProviderVersion.State.STANDBY;
      reason = reason(failure, passedOver, versions.serving(type));
    }
    return new ProviderVersion(
        type,
        version,
        state,
        choice == null ? serves : choice.version().equals(version),
        registry.served(factory, tenant),
        versions.origin(factory),
        reason);
  }

  private static String reason(
      @Nullable String failure,
      @Nullable PassedOver passedOver,
      @Nullable ProviderFactory serving) {
    if (failure != null) {
      return failure;
    }
    if (passedOver != null) {
      return passedOver.reason();
    }
    return serving == null
        ? "it has not been taken into service yet"
        : "version " + serving.descriptor().version() + " serves";
  }
}
