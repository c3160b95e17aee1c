package io.novacron.cache.ignite.internal;

import io.novacron.api.store.Ownership;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.affinity.AffinityKey;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.SystemDataRegionConfiguration;
import org.apache.ignite.failure.FailureContext;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;

/**
 * How the embedded Ignite is set up: one node, on loopback, with everything off that we do not use.
 */
final class GridConfiguration {
  /** The cache that holds all state. Its name is on disk. */
  static final String STATE_CACHE = "state";

  private static final String STATE_REGION = "state";
  private static final int MEBIBYTE = 1 << 20;

  /** Twice the largest transaction: one entry of the log never spans two segments. */
  private static final int LOG_SEGMENT_BYTES = 8 * MEBIBYTE;

  private static final int LOG_SEGMENTS = 4;

  /** Full segments that are kept for recovery; they grow to this until a checkpoint drops them. */
  private static final long LOG_ARCHIVE_BYTES = 192L * MEBIBYTE;

  private GridConfiguration() {}

  /**
   * Sets the switches that Ignite reads from system properties only. All of them are its own and
   * none changes anything outside it.
   */
  static void setSystemProperties() {
    System.setProperty("IGNITE_QUIET", "false");
    System.setProperty("IGNITE_NO_ASCII", "true");
    System.setProperty("IGNITE_NO_SHUTDOWN_HOOK", "true");
    System.setProperty("IGNITE_UPDATE_NOTIFIER", "false");
    System.setProperty("IGNITE_PERFORMANCE_SUGGESTIONS_DISABLED", "true");
    System.setProperty("IGNITE_MBEANS_DISABLED", "true");
    System.setProperty("IGNITE_DUMP_THREADS_ON_FAILURE", "false");
    System.setProperty("IGNITE_DUMP_PAGE_LOCK_ON_FAILURE", "false");
    // Nor is kept what such a dump would be of: it costs a tenth of each write.
    System.setProperty("IGNITE_PAGE_LOCK_TRACKER_TYPE", "-1");
    System.setProperty("IGNITE_DIAGNOSTIC_ENABLED", "false");
    // The deserialisation filter is set for the whole process on its command line.
    System.setProperty("IGNITE_ENABLE_OBJECT_INPUT_FILTER_AUTOCONFIGURATION", "false");
  }

  static IgniteConfiguration of(
      StoreSettings settings, Durability durability, Consumer<FailureContext> onFailure) {
    return new IgniteConfiguration()
        .setIgniteInstanceName("novacron-" + settings.node())
        .setConsistentId(settings.node())
        .setWorkDirectory(settings.directory().toString())
        .setClassLoader(GridConfiguration.class.getClassLoader())
        .setGridLogger(new GridLog("org.apache.ignite"))
        .setFailureHandler(new CriticalFailure(onFailure))
        .setPeerClassLoadingEnabled(false)
        .setConnectorConfiguration(null)
        .setClientConnectorConfiguration(null)
        .setMetricsLogFrequency(0)
        .setLocalHost(settings.gridHost())
        .setDiscoverySpi(discovery(settings))
        .setCommunicationSpi(
            new TcpCommunicationSpi()
                .setLocalPort(settings.communicationPort())
                .setLocalPortRange(0)
                .setMessageQueueLimit(1024))
        .setPublicThreadPoolSize(2)
        .setSystemThreadPoolSize(4)
        .setStripedPoolSize(4)
        .setManagementThreadPoolSize(1)
        .setServiceThreadPoolSize(1)
        .setUtilityCachePoolSize(2)
        .setDataStreamerThreadPoolSize(1)
        .setQueryThreadPoolSize(1)
        .setAsyncCallbackPoolSize(1)
        .setSnapshotThreadPoolSize(1)
        .setDataStorageConfiguration(storage(settings, durability));
  }

  private static TcpDiscoverySpi discovery(StoreSettings settings) {
    String self = settings.gridHost() + ":" + settings.gridPort();
    return new TcpDiscoverySpi()
        .setLocalPort(settings.gridPort())
        .setLocalPortRange(0)
        .setIpFinder(new TcpDiscoveryVmIpFinder().setAddresses(List.of(self)));
  }

  @SuppressWarnings("deprecation") // What replaces the two metric settings needs a running node.
  private static DataStorageConfiguration storage(StoreSettings settings, Durability durability) {
    String log = settings.directory().resolve("log").toString();
    return new DataStorageConfiguration()
        .setDefaultDataRegionConfiguration(
            new DataRegionConfiguration()
                .setName(STATE_REGION)
                .setPersistenceEnabled(true)
                .setInitialSize(Math.min(settings.stateBytes(), 64L * MEBIBYTE))
                .setMaxSize(settings.stateBytes())
                .setCheckpointPageBufferSize(settings.checkpointBytes()))
        .setSystemDataRegionConfiguration(
            new SystemDataRegionConfiguration()
                .setInitialSize(16L * MEBIBYTE)
                .setMaxSize(32L * MEBIBYTE))
        .setStoragePath(settings.directory().resolve("pages").toString())
        .setWalMode(durability.walMode())
        .setWalFsyncDelayNanos(0)
        .setWalSegmentSize(LOG_SEGMENT_BYTES)
        .setWalSegments(LOG_SEGMENTS)
        .setWalPath(log)
        // An archive of its own: only then are the segments, which are mapped to memory, given
        // their
        // room on the disk beforehand, and a full disk is an error rather than the end of the JVM.
        .setWalArchivePath(settings.directory().resolve("log-archive").toString())
        .setMaxWalArchiveSize(LOG_ARCHIVE_BYTES)
        .setCheckpointThreads(2)
        .setLockWaitTime(1000)
        // Rates become counts of a day.
        .setMetricsRateTimeInterval(TimeUnit.DAYS.toMillis(1))
        .setMetricsEnabled(true);
  }

  /**
   * One partition per shard: Ignite maps an affinity key that is an integer below the number of
   * partitions to the partition of that number.
   */
  static CacheConfiguration<AffinityKey<String>, byte[]> stateCache() {
    return new CacheConfiguration<AffinityKey<String>, byte[]>(STATE_CACHE)
        .setAtomicityMode(CacheAtomicityMode.TRANSACTIONAL)
        .setWriteSynchronizationMode(CacheWriteSynchronizationMode.FULL_SYNC)
        .setBackups(0)
        .setAffinity(new RendezvousAffinityFunction(false, Ownership.SHARDS));
  }
}
