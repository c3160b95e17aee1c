package io.novacron.provider.tck;

import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.ProviderFactory;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** What the clauses are tested on. Implemented by {@link ProviderContract}. */
public interface ContractSubject {
  /** The factory under test; the same one during a test. */
  ProviderFactory factory();

  /**
   * A class with a public constructor without arguments that makes another factory of this kind; it
   * is loaded apart to see that nothing keeps its class loader.
   */
  Class<? extends Supplier<ProviderFactory>> factorySupplier();

  /** Brings the cloud into trouble. */
  Troubles troubles();

  /** The offers that the provider is given. */
  SmallCatalog catalog();

  /** The provider of this test. */
  ContractSession session();

  /** Closes the provider of this test and opens another on the same account and directory. */
  ContractSession reopen(Clock clock);

  /** Opens a provider of a factory on a directory of its own. */
  ContractSession openApart(ProviderFactory factory);

  /** The scheduler that providers are given. */
  ScheduledExecutorService scheduler();

  /** How many machines take more than one page to list. */
  int moreThanAPage();

  /**
   * Makes a volume that is attached to no machine, in the region of a request and with the owner
   * tag of it, without the provider. Asked for only where the provider has the facet of volumes.
   *
   * @return the cloud's id of it
   */
  String freeVolume(InstanceRequest request);

  /** A request for a machine that the cloud sells, of an owner that has no other. */
  InstanceRequest request();
}
