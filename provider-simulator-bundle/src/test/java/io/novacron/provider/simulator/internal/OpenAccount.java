package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Offer;
import io.novacron.api.machine.Market;
import io.novacron.api.packing.HostPools;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.provider.tck.ContractSession;
import io.novacron.provider.tck.SmallCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A simulated account on a directory, with what a test needs to use it. */
final class OpenAccount implements AutoCloseable {
  private final Faults faults = new Faults(Clock.systemUTC());
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2);
  private final SmallCatalog catalog = new SmallCatalog();
  private final String cloud;
  private final ContractSession session;

  private OpenAccount(Path directory, String cloud, Map<String, String> settings, HostPools pools) {
    this.cloud = cloud;
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "cloud", cloud,
                "latencyMillis", "0",
                "visibilityDelayMillis", "0",
                "provisioningMillis", "0"));
    all.putAll(settings);
    try {
      this.session =
          new ContractSession(
              new SimulatorFactory("0.0.0", faults)
                  .create(
                      new AccountConfiguration("simulated-" + cloud, "default", "simulator", all),
                      new ProviderEnvironment(
                          Clock.systemUTC(), scheduler, catalog, directory, pools)),
              Clock.systemUTC());
    } catch (RuntimeException e) {
      scheduler.shutdownNow();
      throw e;
    }
  }

  /** An account on a pool of hosts. */
  static OpenAccount pool(Path directory, HostPools pools) {
    return new OpenAccount(directory, "onpremise", Map.of(), pools);
  }

  static OpenAccount aws(Path directory) {
    return new OpenAccount(directory, "aws", Map.of(), HostPools.NONE);
  }

  static OpenAccount of(Path directory, String cloud, Map<String, String> settings) {
    return new OpenAccount(directory, cloud, settings, HostPools.NONE);
  }

  ContractSession session() {
    return session;
  }

  Compute compute() {
    return session.compute();
  }

  Faults faults() {
    return faults;
  }

  SmallCatalog catalog() {
    return catalog;
  }

  String region() {
    return catalog.anyOffer(cloud).region().id();
  }

  /** A request that is the same for the same token. */
  InstanceRequest request(String token) {
    return request(token, catalog.anyOffer(cloud), Market.ON_DEMAND);
  }

  InstanceRequest request(String token, Offer offer, Market market) {
    return new InstanceRequest(
        "machine",
        offer.region().id(),
        null,
        offer.type().name(),
        "debian-12",
        List.of(),
        null,
        List.of(),
        market,
        Map.of("note", "tab\there, 100%=all\nöäü"),
        new OwnerTag("test", "default", "machine-" + token, token));
  }

  /** A context whose deadline is so far away. */
  CallContext context(String token, Duration patience) {
    return new CallContext(token, 1, token, Clock.systemUTC().instant().plus(patience));
  }

  Instance create(String token) {
    return session.running(token, request(token));
  }

  Outcome<Instance> tryCreate(String token) {
    return session.outcome(compute().create(session.context(token), request(token)));
  }

  /** Puts a fault in force for the next call of an action. */
  String fault(String name, String action, Map<String, String> parameters) {
    return faults.inject(new FaultRequest(name, null, null, action, 1, parameters)).id();
  }

  /** The fields of the lines of a log. */
  static List<Map<String, String>> log(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("transitions.log")).stream()
        .map(line -> TransitionLine.decode(line.getBytes(StandardCharsets.UTF_8)))
        .peek(line -> assertThat(line).isNotNull())
        .map(TransitionLine::fields)
        .toList();
  }

  /** How many machines the log says were made for an operation. */
  static long created(Path directory, String operation) throws IOException {
    return log(directory).stream()
        .filter(fields -> "created".equals(fields.get("event")))
        .filter(fields -> operation.equals(fields.get("operation")))
        .count();
  }

  @Override
  public void close() {
    session.close();
    scheduler.shutdownNow();
  }
}
