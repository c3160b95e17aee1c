package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.SmallCatalog;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The contract kit loads the provider's own classes apart; a container does so with the SDK and
 * Netty inside the bundle, so here they are loaded apart too.
 */
class ClassLoaderTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void afterCloseNeitherThreadsNorTheClassesOfTheSdkAreLeft() throws Exception {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    WeakReference<ClassLoader> loader;
    // Whoever calls outlives the bundle, and so do what is on the stacks of its threads.
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    scheduler.prestartAllCoreThreads();
    try (FakeEc2 cloud = new FakeEc2((request, reply) -> reply.write(FakeEc2.instances()))) {
      loader = use(cloud, scheduler);
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                System.gc();
                return loader.get() == null;
              });
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("aws-"))
          .isSubsetOf(before);
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static WeakReference<ClassLoader> use(
      FakeEc2 cloud, ScheduledThreadPoolExecutor scheduler) throws Exception {
    URL[] places =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(ClassLoaderTest::embedded)
            .map(ClassLoaderTest::url)
            .toArray(URL[]::new);
    // Not closed: as in a container, its classes can be loaded until the last thread has gone.
    Bundle bundle = new Bundle(places);
    ProviderFactory factory =
        (ProviderFactory)
            ((Supplier<?>)
                    bundle
                        .loadClass(AwsFactorySupplier.class.getName())
                        .getConstructor()
                        .newInstance())
                .get();
    assertThat(factory.getClass().getClassLoader()).isSameAs(bundle);
    Map<String, String> settings = Credentials.settings(cloud.endpoint());
    settings.put("regions", OpenAccount.REGION);
    Provider provider =
        factory.create(
            new AccountConfiguration("apart", "default", "aws", settings),
            new ProviderEnvironment(
                Clock.systemUTC(), scheduler, new SmallCatalog(), Path.of("target")));
    try (provider) {
      CallContext context = OpenAccount.context();
      OpenAccount.answer(provider.compute().list(context, OpenAccount.REGION, null));
      assertThat(OpenAccount.outcome(provider.compute().create(context, OpenAccount.request())))
          .isInstanceOf(Outcome.Unknown.class);
      cloud.script((request, reply) -> Thread.sleep(LIMIT.toMillis()));
      var inFlight = provider.compute().create(context, OpenAccount.request());
      assertThat(inFlight).isNotNull();
    }
    return new WeakReference<>(bundle);
  }

  private static boolean embedded(String place) {
    String name = new File(place).getName();
    return place.contains("awssdk")
        || place.contains("/netty/")
        || name.startsWith("reactive-streams")
        || name.equals("classes") && place.contains("provider-aws-bundle")
        || name.equals("test-classes");
  }

  private static URL url(String place) {
    try {
      return new File(place).toURI().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(place, e);
    }
  }

  /** Takes its own classes first, and from outside what a bundle imports. */
  private static final class Bundle extends URLClassLoader {
    Bundle(URL[] places) {
      super(places, ClassLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
          loaded = findClass(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }
  }
}
