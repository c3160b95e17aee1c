package io.novacron.rest.internal.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoreStatistics;
import io.novacron.rest.internal.http.ServiceSlot;
import java.util.function.ToLongFunction;

/** The meters of the process and of the state store. Closing takes away what listens to the JVM. */
public final class ProcessMeters implements AutoCloseable {
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Registers the meters.
   *
   * @param store the state store, whose meters stand still while it is away
   */
  public ProcessMeters(MeterRegistry meters, ServiceSlot<StateStore> store) {
    new ClassLoaderMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    collections.bindTo(meters);
    count(
        meters,
        store,
        "transactions",
        "Transactions that were applied",
        StoreStatistics::transactions);
    count(meters, store, "records", "Records written or deleted", StoreStatistics::records);
    count(meters, store, "bytes", "Bytes of the records written", StoreStatistics::bytes);
    count(
        meters, store, "flushes", "Times the log was forced to the disk", StoreStatistics::flushes);
    count(meters, store, "conflicts", "Transactions refused as stale", StoreStatistics::conflicts);
  }

  private static void count(
      MeterRegistry meters,
      ServiceSlot<StateStore> store,
      String what,
      String description,
      ToLongFunction<StoreStatistics> figure) {
    FunctionCounter.builder("novacron.store." + what, store, slot -> read(slot, figure))
        .description(description + " since the store was opened")
        .register(meters);
  }

  private static double read(ServiceSlot<StateStore> slot, ToLongFunction<StoreStatistics> figure) {
    StateStore store = slot.orNull();
    return store == null ? Double.NaN : figure.applyAsLong(store.statistics());
  }

  @Override
  public void close() {
    collections.close();
  }
}
