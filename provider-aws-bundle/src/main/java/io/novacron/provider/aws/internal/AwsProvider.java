package io.novacron.provider.aws.internal;

import io.novacron.api.catalog.Region;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Metrics;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.Quotas;
import io.novacron.api.provider.Snapshots;
import io.novacron.api.provider.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;

/** One AWS account. */
final class AwsProvider implements Provider {
  static final String CLOUD = "aws";

  /** Which regions an account has is asked here when its settings name none. */
  static final String FIRST_REGION = "us-east-1";

  private static final int WORKERS = 4;
  private static final int IDLE_SECONDS = 10;
  private static final int QUEUE = 50_000;

  private final AwsSettings settings;
  private final ProviderEnvironment environment;
  private final CallGate gate = new CallGate();
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timer;
  private final AwsClients clients;
  private final CallRunner runner;
  private final Ec2Compute compute;
  private final Ec2Snapshots snapshots;
  private final Ec2Volumes volumes;
  private final Ec2Networks networks;
  private final CloudWatchMetrics metrics;
  private final Ec2Quotas quotas;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Opens an account; nothing is sent yet.
   *
   * @param account its name
   * @param settings its settings
   * @param environment what the control plane lends
   */
  AwsProvider(String account, AwsSettings settings, ProviderEnvironment environment) {
    this.settings = settings;
    this.environment = environment;
    this.workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            new AccountThreads("aws-worker-" + account));
    this.workers.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, new AccountThreads("aws-timer-" + account));
    this.timer.setRemoveOnCancelPolicy(true);
    this.clients = new AwsClients(account, settings, workers, timer);
    this.runner = new CallRunner(account, environment.clock(), workers, timer, gate);
    Ec2Reads reads = new Ec2Reads(clients, new InstanceView(environment.clock()));
    Images images = new Images(settings.images(), clients, environment);
    this.compute = new Ec2Compute(runner, clients, reads, images, settings, environment.clock());
    this.snapshots =
        new Ec2Snapshots(
            runner,
            clients,
            reads,
            new VolumeRestore(clients, reads, new Pacer(timer, workers, settings.poll())),
            settings.pageSize(),
            environment.clock());
    this.volumes = new Ec2Volumes(runner, clients, reads, settings.pageSize(), environment.clock());
    this.networks = new Ec2Networks(runner, clients, settings.pageSize(), environment.clock());
    this.metrics = new CloudWatchMetrics(runner, clients, reads, environment.clock());
    this.quotas =
        new Ec2Quotas(
            runner,
            clients,
            environment.catalog(),
            settings.pageSize(),
            call -> enabled(call).thenApply(this::inCatalog));
  }

  @Override
  public String cloud() {
    return CLOUD;
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return runner.read(
        accountWide("list the regions"),
        context,
        call -> enabled(call).thenApply(regions -> new Outcome.Done<>(inCatalog(regions))));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    return runner.read(
        accountWide("list the regions"),
        context,
        call -> enabled(call).thenApply(regions -> new Outcome.Done<>(null)));
  }

  @Override
  public Compute compute() {
    return compute;
  }

  @Override
  public Optional<Snapshots> snapshots() {
    return Optional.of(snapshots);
  }

  @Override
  public Optional<Volumes> volumes() {
    return Optional.of(volumes);
  }

  @Override
  public Optional<Networks> networks() {
    return Optional.of(networks);
  }

  @Override
  public Optional<Metrics> metrics() {
    return Optional.of(metrics);
  }

  @Override
  public Optional<Quotas> quotas() {
    return Optional.of(quotas);
  }

  @Override
  public Optional<ProviderDescriptor.Idempotency> accountIdempotency() {
    return settings.clientTokensIgnored()
        ? Optional.of(ProviderDescriptor.Idempotency.NONE)
        : Optional.empty();
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    CompletableFuture<Void> quiet = gate.shut().toCompletableFuture();
    CompletableFuture<Void> result = new CompletableFuture<>();
    var unused = quiet.thenRun(() -> result.complete(null));
    try {
      timer.schedule(() -> result.complete(null), limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      result.complete(null);
    }
    return result.minimalCompletionStage();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      gate.endAll();
      clients.close();
      workers.shutdown();
      timer.shutdownNow();
    }
  }

  private CompletableFuture<List<String>> enabled(Exchange<?> call) {
    List<String> wanted = settings.regions();
    String asked = wanted.isEmpty() ? FIRST_REGION : wanted.get(0);
    DescribeRegionsRequest request =
        DescribeRegionsRequest.builder().regionNames(wanted).allRegions(false).build();
    return call.read(() -> clients.ec2(asked).describeRegions(request))
        .thenApply(
            reply -> {
              Replies.check(reply);
              return reply.regions().stream()
                  .map(software.amazon.awssdk.services.ec2.model.Region::regionName)
                  .toList();
            });
  }

  private List<String> inCatalog(List<String> regions) {
    Set<String> known =
        environment.catalog().current().regions().stream()
            .filter(region -> region.cloud().equals(CLOUD))
            .map(Region::id)
            .collect(Collectors.toSet());
    return regions.stream().filter(known::contains).sorted().toList();
  }

  private CallScope accountWide(String action) {
    return new CallScope(action, runner.account(), null, null, null, null);
  }
}
