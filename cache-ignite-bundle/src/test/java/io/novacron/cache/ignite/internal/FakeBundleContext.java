package io.novacron.cache.ignite.internal;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bundle context that has properties and keeps note of the services that are registered. */
final class FakeBundleContext {
  private final Map<String, String> properties;
  private final Map<String, Object> services = new ConcurrentHashMap<>();
  final BundleContext context = fake(BundleContext.class, this::call);

  FakeBundleContext(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  /** Names of the interfaces that services are registered under now. */
  Set<String> services() {
    return Set.copyOf(services.keySet());
  }

  private Object call(String method, Object[] arguments) {
    return switch (method) {
      case "getProperty" -> properties.getOrDefault(String.valueOf(arguments[0]), "");
      case "registerService" -> {
        String name = ((Class<?>) arguments[0]).getName();
        services.put(name, arguments[1]);
        yield fake(
            ServiceRegistration.class,
            (ignored, nothing) -> String.valueOf(services.remove(name) != null));
      }
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private static <T> T fake(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = call.answer(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : result;
            }));
  }

  private interface Call {
    Object answer(String method, Object[] arguments);
  }
}
