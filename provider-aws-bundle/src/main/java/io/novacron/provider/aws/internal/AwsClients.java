package io.novacron.provider.aws.internal;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.novacron.api.error.Category;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasAsyncClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients of one account: one per region, made when it is first needed, all on one HTTP
 * client. Safe for use by many threads.
 */
final class AwsClients implements AutoCloseable {
  private static final int IO_THREADS = 2;
  private static final long LARGEST_REPLY = 64L << 20;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  /** Shorter than servers keep theirs, so that no request goes into one that is being closed. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

  private static final int WAITING_FOR_A_CONNECTION = 20_000;

  /** The connections are closed by tasks of the loops, which must still be taken. */
  private static final long QUIET_MILLIS = 500;

  private static final long LAST_MILLIS = 2_000;

  private final String account;
  private final AwsSettings settings;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private final Map<String, SdkAutoCloseable> clients = new HashMap<>();
  private @Nullable Shared shared;
  private boolean closed;

  /**
   * Makes none yet.
   *
   * @param account name of the account, for the names of threads
   * @param settings its settings
   * @param workers what replies are worked off on
   * @param timer the SDK's timers
   */
  AwsClients(
      String account, AwsSettings settings, Executor workers, ScheduledExecutorService timer) {
    this.account = account;
    this.settings = settings;
    this.workers = workers;
    this.timer = timer;
  }

  /**
   * The EC2 client of a region. Takes a while the first time, so it is called on workers only.
   *
   * @throws CancellationException when the account was closed meanwhile
   * @throws Refusal with INVALID when the account does not have the region
   */
  Ec2AsyncClient ec2(String region) {
    requireOurs(region);
    return (Ec2AsyncClient)
        client(
            "ec2/" + region, shared -> configure(Ec2AsyncClient.builder(), region, shared).build());
  }

  /**
   * The CloudWatch client of a region; otherwise like {@link #ec2}.
   *
   * @throws CancellationException when the account was closed meanwhile
   */
  CloudWatchAsyncClient cloudWatch(String region) {
    requireOurs(region);
    return (CloudWatchAsyncClient)
        client(
            "cloudwatch/" + region,
            shared -> configure(CloudWatchAsyncClient.builder(), region, shared).build());
  }

  /**
   * The Service Quotas client of a region; otherwise like {@link #ec2}.
   *
   * @throws CancellationException when the account was closed meanwhile
   */
  ServiceQuotasAsyncClient serviceQuotas(String region) {
    requireOurs(region);
    return (ServiceQuotasAsyncClient)
        client(
            "servicequotas/" + region,
            shared -> configure(ServiceQuotasAsyncClient.builder(), region, shared).build());
  }

  @Override
  public void close() {
    Shared used;
    synchronized (this) {
      closed = true;
      used = shared;
      clients.values().forEach(SdkAutoCloseable::close);
      clients.clear();
    }
    if (used != null) {
      used.close();
    }
  }

  /** A region becomes a part of a host's name, so it must be one. */
  private void requireOurs(String region) {
    boolean ours =
        settings.regions().isEmpty()
            ? AwsSettings.isRegion(region)
            : settings.regions().contains(region);
    if (!ours) {
      CallScope scope = new CallScope("", account, region, null, null, null);
      throw new Refusal(
          Failures.own(
              Category.INVALID,
              "The account may not use the region "
                  + region
                  + ". Choose another, or add it to regions of the account.",
              scope));
    }
  }

  private synchronized SdkAutoCloseable client(
      String key, Function<Shared, SdkAutoCloseable> maker) {
    if (closed) {
      throw new CancellationException("the account was closed");
    }
    if (shared == null) {
      shared = open();
    }
    Shared used = shared;
    return clients.computeIfAbsent(key, each -> maker.apply(used));
  }

  private Shared open() {
    NioEventLoopGroup loops =
        new NioEventLoopGroup(IO_THREADS, new DefaultThreadFactory("aws-io-" + account, true));
    SdkAsyncHttpClient http =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(SdkEventLoopGroup.create(loops, NioSocketChannel::new))
            .maxConcurrency(settings.connections())
            .maxPendingConnectionAcquires(WAITING_FOR_A_CONNECTION)
            .connectionAcquisitionTimeout(LONGEST_SILENCE)
            .connectionTimeout(settings.connectTimeout())
            .connectionMaxIdleTime(LONGEST_IDLE)
            .readTimeout(LONGEST_SILENCE)
            .writeTimeout(LONGEST_SILENCE)
            .build();
    String region =
        settings.regions().isEmpty() ? AwsProvider.FIRST_REGION : settings.regions().get(0);
    AccountCredentials credentials =
        AccountCredentials.of(settings.credentials(), Region.of(region), settings.endpoint());
    return new Shared(loops, http, credentials);
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> B configure(
      B builder, String region, Shared used) {
    builder
        .region(Region.of(region))
        .credentialsProvider(used.credentials())
        .httpClient(used.http())
        .overrideConfiguration(overrides())
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, workers));
    URI endpoint = settings.endpoint();
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  private ClientOverrideConfiguration overrides() {
    return ClientOverrideConfiguration.builder()
        .scheduledExecutorService(timer)
        .addExecutionInterceptor(new ReplySizeLimit(LARGEST_REPLY))
        .retryStrategy(
            // A request that was refused for our clock did nothing; the SDK has read AWS's by now.
            StandardRetryStrategy.builder()
                .useClientDefaults(false)
                .maxAttempts(2)
                .retryOnException(AwsClients::refusedForTheClock)
                .build())
        .build();
  }

  private static boolean refusedForTheClock(Throwable failure) {
    return failure instanceof SdkException refused && RetryUtils.isClockSkewException(refused);
  }

  /** What all clients are made on. */
  private record Shared(
      NioEventLoopGroup loops, SdkAsyncHttpClient http, AccountCredentials credentials) {
    void close() {
      http.close();
      credentials.close();
      loops.shutdownGracefully(QUIET_MILLIS, LAST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
