package io.novacron.core.internal.inventory;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.inventory.DriftService;
import io.novacron.api.inventory.InventoryService;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.provider.Account;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Dependency;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.machine.ControlPlane;
import io.novacron.core.internal.machine.DefaultMachineService;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.operation.OperationCounts;
import io.novacron.core.internal.operation.OperationRunner;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.ProviderDirectory;
import io.novacron.core.internal.time.Timer;
import io.novacron.core.internal.traffic.Traffic;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The parts of the inventory, put together. */
public final class Inventory {
  private final RegionAgents agents;
  private final InventoryService service;
  private final DriftService drifts;
  private final OrphanService orphans;
  private final OrphanRunner runner;

  /**
   * Makes an inventory that lists nothing yet.
   *
   * @param controlPlane what works while the state store is there
   * @param providers which provider serves which account
   * @param accounts all accounts, whatever their state
   * @param machines makes changes of machines
   * @param known what is recorded of all machines
   * @param catalogs gives the catalog
   * @param traffic says when calls may be made
   * @param limits limits of calls and operations
   * @param settings limits of the inventory
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param counts counts operations
   * @param identifiers makes ids
   * @param node name of this node
   * @param clock the time
   * @param timer for pauses
   * @param random for the spread of the lists
   * @param work for what no request waits for
   * @param requests for the work of requests; its queue is bounded
   */
  public Inventory(
      Dependency<ControlPlane> controlPlane,
      ProviderDirectory providers,
      Supplier<List<Account>> accounts,
      DefaultMachineService machines,
      KnownMachines known,
      CatalogService catalogs,
      Traffic traffic,
      Supplier<OperationSettings> limits,
      Supplier<InventorySettings> settings,
      Authorization authorization,
      AuditTrail audit,
      OperationCounts counts,
      IdentifierGenerator identifiers,
      String node,
      Clock clock,
      Timer timer,
      RandomGenerator random,
      Executor work,
      Executor requests) {
    KeyedRequests keyed = new KeyedRequests(node, clock, timer, requests);
    DriftBook book = new DriftBook(work);
    Observations observations = new Observations(known, book, catalogs, clock, work);
    CloudCalls calls = new CloudCalls(providers, traffic, limits, clock, timer);
    OrphanCheck check = new OrphanCheck(limits, clock);
    agents =
        new RegionAgents(
            controlPlane::orNull,
            accounts,
            known,
            book,
            place ->
                new RegionAgent(
                    place.account(),
                    place.cloud(),
                    place.region(),
                    place.tenant(),
                    known,
                    observations,
                    calls,
                    check,
                    settings,
                    clock,
                    timer,
                    random,
                    work),
            timer);
    service =
        new DefaultInventoryService(
            controlPlane,
            machines,
            known,
            agents,
            observations,
            calls,
            settings,
            authorization,
            clock,
            timer,
            requests);
    drifts =
        new DefaultDriftService(
            controlPlane,
            machines,
            machines.parts(),
            machines.foresight(),
            new DriftRecording(book, counts, identifiers, clock),
            calls,
            settings,
            authorization,
            audit,
            keyed,
            requests);
    runner =
        new OrphanRunner(
            controlPlane, calls, check, limits, settings, counts, node, clock, timer, work);
    orphans =
        new DefaultOrphanService(
            controlPlane,
            agents,
            check,
            runner,
            calls,
            catalogs,
            identifiers,
            settings,
            authorization,
            audit,
            clock,
            keyed,
            requests);
  }

  /** Begins to list. */
  public void start() {
    agents.start();
  }

  /** Lists no more. */
  public void close() {
    agents.close();
  }

  /** How fresh what is known is. */
  public InventoryService service() {
    return service;
  }

  /** Differences between what is wanted and what is seen. */
  public DriftService drifts() {
    return drifts;
  }

  /** What is at the clouds and belongs to no record. */
  public OrphanService orphans() {
    return orphans;
  }

  /** Goes on with operations on orphans. */
  public OperationRunner runner() {
    return runner;
  }
}
