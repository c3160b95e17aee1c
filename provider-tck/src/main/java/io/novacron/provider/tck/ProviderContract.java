package io.novacron.provider.tck;

import io.novacron.api.catalog.Offer;
import io.novacron.api.machine.Market;
import io.novacron.api.packing.HostPools;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a provider. Extend it with a class that names the factory and the account.
 *
 * <p>Every clause holds by default; what a provider lacks, its descriptor declares, and then the
 * clause is that the call fails with UNSUPPORTED.
 */
@ExtendWith({GapCheck.class, RunReport.class})
public abstract class ProviderContract
    implements CreateClauses,
        DeleteClauses,
        PowerClauses,
        VerbClauses,
        SnapshotClauses,
        VolumeClauses,
        TagClauses,
        NetworkClauses,
        MetricsClauses,
        QuotaClauses,
        ReadClauses,
        FailureClauses,
        CloseClauses,
        ClockClauses,
        PriceClauses {
  private final SmallCatalog catalog = new SmallCatalog();
  private final AtomicInteger threads = new AtomicInteger();
  private @TempDir Path directory = Path.of("");
  private @Nullable ScheduledExecutorService scheduler;
  private @Nullable ContractSession session;

  /** The account under test: complete settings. */
  protected abstract AccountConfiguration account();

  /** The image that machines are made from. */
  protected String image() {
    return "ubuntu-24.04";
  }

  /**
   * The name under which {@code docs/capabilities.md} tells what this run finds, such as {@code aws
   * on moto}; absent when it does not.
   */
  protected @Nullable String backEnd() {
    return null;
  }

  /**
   * The clauses that the back end of this run is known to break, though the provider holds them:
   * the reason by the name of the test, with its arguments where only some of them are meant, such
   * as {@code aRefusalHasItsOwnCategory(QUOTA)}. Each is run all the same; one that passes fails.
   */
  protected Map<String, String> gaps() {
    return Map.of();
  }

  @Override
  public int moreThanAPage() {
    return 120;
  }

  /** A runner whose provider has volumes says how one is made without the provider. */
  @Override
  public String freeVolume(InstanceRequest request) {
    throw new UnsupportedOperationException("the runner does not say how a volume is made");
  }

  /** The pools of hosts that the provider is lent; none unless a runner says so. */
  protected HostPools pools() {
    return HostPools.NONE;
  }

  @BeforeEach
  final void openProvider() {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "kit-timer-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    // A thread keeps the classes that were on the stack when it began, so none may begin in a
    // provider's call.
    timers.prestartAllCoreThreads();
    scheduler = timers;
    session = open(factory(), "account", Clock.systemUTC());
  }

  @AfterEach
  final void closeProvider() {
    session().close();
    scheduler().shutdownNow();
  }

  @Override
  public SmallCatalog catalog() {
    return catalog;
  }

  @Override
  public ContractSession session() {
    if (session == null) {
      throw new IllegalStateException("not open");
    }
    return session;
  }

  @Override
  public ContractSession reopen(Clock clock) {
    session().close();
    session = open(factory(), "account", clock);
    return session;
  }

  @Override
  public ContractSession openApart(ProviderFactory factory) {
    return open(factory, "apart", Clock.systemUTC());
  }

  @Override
  public ScheduledExecutorService scheduler() {
    if (scheduler == null) {
      throw new IllegalStateException("not open");
    }
    return scheduler;
  }

  @Override
  public InstanceRequest request() {
    Offer offer = catalog.anyOffer(session().provider().cloud());
    String id = UUID.randomUUID().toString();
    return new InstanceRequest(
        "kit-" + id.substring(0, 8),
        offer.region().id(),
        null,
        offer.type().name(),
        image(),
        List.of(),
        null,
        List.of(),
        Market.ON_DEMAND,
        Map.of("purpose", "contract"),
        new OwnerTag("kit", "default", "machine-" + id, "operation-" + id));
  }

  private ContractSession open(ProviderFactory factory, String name, Clock clock) {
    try {
      Path own = Files.createDirectories(directory.resolve(name));
      return new ContractSession(
          factory.create(
              account(), new ProviderEnvironment(clock, scheduler(), catalog, own, pools())),
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
