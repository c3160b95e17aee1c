package io.novacron.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import io.novacron.api.catalog.CatalogService;
import io.novacron.api.machine.MachineService;
import io.novacron.api.operation.OperationService;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.FaultSwitch;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Authorizer;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Ownership;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * Boots the archive's own features in its own container and looks at them from inside: what only
 * the framework can break. Runs inside the container; the configuration runs outside.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ContainerTest {
  /**
   * The driver of this test speaks to the container by RMI, which the server's own filter rightly
   * refuses. The tests of whole processes run with that filter.
   */
  private static final String FILTER =
      "-Djdk.serialFilter=org.apache.ignite.**;java.**;javax.**;sun.rmi.**;org.ops4j.**;"
          + "org.junit.**;io.novacron.itests.**;!*";

  private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(90);

  @Configuration
  public Option[] archive() throws Exception {
    Path work = Path.of(System.getProperty("novacron.work"));
    Path home = Archive.home();
    Path data = Files.createTempDirectory(work, "container-data");
    int httpPort = Server.freePort();
    List<Option> options = new ArrayList<>();
    options.add(
        karafDistributionConfiguration()
            .frameworkUrl("file:" + System.getProperty("novacron.archive"))
            .name("NovaCron")
            .unpackDirectory(new File(work.toFile(), "container"))
            .useDeployFolder(false));
    options.add(keepRuntimeFolder());
    options.add(configureConsole().ignoreLocalConsole().ignoreRemoteShell());
    for (String line : Files.readAllLines(home.resolve("etc/jvm.options"))) {
      String flag = line.strip();
      if (!flag.isEmpty() && !flag.startsWith("#") && !flag.startsWith("-Xm")) {
        boolean filter = flag.startsWith("-Djdk.serialFilter=");
        options.add(vmOption(filter ? FILTER : flag.replace("=lib/", "=" + home + "/lib/")));
      }
    }
    options.add(vmOption("-Xmx1g"));
    Map.of(
            "novacron.version",
            System.getProperty("novacron.version"),
            "novacron.data",
            data.toString(),
            "novacron.node",
            "container-test",
            "novacron.http.host",
            "127.0.0.1",
            "novacron.http.port",
            Integer.toString(httpPort),
            "novacron.grid.port",
            Integer.toString(Server.freePort()),
            "novacron.offheap",
            "512m",
            "novacron.simulator",
            "auto",
            "novacron.shell.port",
            "off",
            "karaf.data",
            data.toString())
        .forEach((name, value) -> options.add(systemProperty(name).value(value)));
    options.add(
        editConfigurationFilePut(
            "etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(Server.freePort())));
    options.add(
        editConfigurationFilePut(
            "etc/org.ops4j.pax.url.mvn.cfg",
            "org.ops4j.pax.url.mvn.defaultRepositories",
            "file:"
                + home
                + "/system@id=system@snapshots,file:"
                + work
                + "/exam-repository@id=exam"));
    options.add(
        bundle(
            "file:"
                + home
                + "/deploy/provider-simulator-bundle-"
                + System.getProperty("novacron.version")
                + ".jar"));
    return options.toArray(new Option[0]);
  }

  @Test
  public void everyServiceOfTheStarIsThere() throws Exception {
    for (Class<?> service :
        List.of(
            StateStore.class,
            Ownership.class,
            CatalogService.class,
            MachineService.class,
            OperationService.class,
            PlacementService.class,
            AccountService.class,
            Authenticator.class,
            Authorizer.class,
            AuditLog.class,
            ProviderFactory.class,
            FaultSwitch.class)) {
      awaitService(service);
    }
  }

  @Test
  public void theStateStoreKeepsARecord() throws Exception {
    StateStore store = awaitService(StateStore.class);
    Key key = new Key("container-test", "probe", "probe", "probe");

    store
        .commit(
            Transaction.of(new Mutation.Put(key, Mutation.ABSENT, 1, Map.of(), new byte[] {42})))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);

    StoredRecord found =
        store.get(key).toCompletableFuture().get(20, TimeUnit.SECONDS).orElseThrow();
    assertEquals(42, found.value()[0]);
    assertEquals(1, found.revision());
  }

  @Test
  public void readinessIsToldOverHttp() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI ready =
        URI.create(
            "http://127.0.0.1:" + System.getProperty("novacron.http.port") + "/health/ready");
    long limit = System.nanoTime() + START_LIMIT_NANOS;
    String last = "nothing";
    while (System.nanoTime() < limit) {
      try {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
        last = answer.statusCode() + " " + answer.body();
        if (answer.statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("never ready; last answer: " + last);
  }

  @Test
  public void everyBundleIsActive() throws Exception {
    awaitService(StateStore.class);
    Set<String> idle = new TreeSet<>();
    for (Bundle bundle : context().getBundles()) {
      boolean fragment = bundle.getHeaders().get("Fragment-Host") != null;
      if (!fragment && bundle.getState() != Bundle.ACTIVE) {
        idle.add(bundle.getSymbolicName() + " in state " + bundle.getState());
      }
    }
    assertEquals(Set.of(), idle);
  }

  @Test
  public void replacingAProviderRefreshesNoOtherBundle() throws Exception {
    awaitService(ProviderFactory.class);
    Bundle provider = named("io.novacron.provider-simulator-bundle");
    ConcurrentLinkedQueue<String> disturbed = new ConcurrentLinkedQueue<>();
    BundleListener bundles =
        event -> {
          boolean moved =
              event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNRESOLVED;
          if (moved && event.getBundle() != provider) {
            disturbed.add(event.getBundle().getSymbolicName());
          }
        };
    context().addBundleListener(bundles);
    try {
      provider.update();
      awaitService(ProviderFactory.class);
      assertTrue("disturbed: " + disturbed, disturbed.isEmpty());
      assertEquals(Bundle.ACTIVE, provider.getState());
    } finally {
      context().removeBundleListener(bundles);
    }
  }

  private static BundleContext context() {
    return FrameworkUtil.getBundle(ContainerTest.class).getBundleContext();
  }

  private static Bundle named(String symbolicName) {
    for (Bundle bundle : context().getBundles()) {
      if (symbolicName.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle " + symbolicName);
  }

  private static <S> S awaitService(Class<S> type) throws InterruptedException {
    long limit = System.nanoTime() + START_LIMIT_NANOS;
    while (System.nanoTime() < limit) {
      ServiceReference<S> reference = context().getServiceReference(type);
      S service = reference == null ? null : context().getService(reference);
      if (service != null) {
        return service;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertNotNull(type.getName() + " was never registered", null);
    throw new AssertionError();
  }
}
