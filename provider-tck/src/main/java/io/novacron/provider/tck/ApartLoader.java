package io.novacron.provider.tck;

import io.novacron.api.provider.ProviderFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/** Loads a provider's classes once more, apart from those of the test, as a container does. */
final class ApartLoader extends URLClassLoader {
  private ApartLoader(URL[] places) {
    super(places, ApartLoader.class.getClassLoader());
  }

  /** A loader of the places from which some classes come. */
  static ApartLoader of(Class<?>... classes) {
    return new ApartLoader(
        Arrays.stream(classes)
            .map(type -> type.getProtectionDomain().getCodeSource())
            .map(source -> Objects.requireNonNull(source, "code source").getLocation())
            .distinct()
            .toArray(URL[]::new));
  }

  /** A factory of classes of this loader. */
  ProviderFactory factory(String supplier) throws ReflectiveOperationException {
    Supplier<?> made = (Supplier<?>) loadClass(supplier).getConstructor().newInstance();
    ProviderFactory factory = (ProviderFactory) made.get();
    if (factory.getClass().getClassLoader() != this) {
      throw new IllegalStateException(factory.getClass() + " was not loaded apart");
    }
    return factory;
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
