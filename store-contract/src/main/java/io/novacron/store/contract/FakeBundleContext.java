package io.novacron.store.contract;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * A bundle context for the tests of components: it has properties and keeps note of the services
 * that are registered. Whatever else it is asked throws. Safe for use by many threads.
 */
public final class FakeBundleContext {
  private final Map<String, String> properties;
  private final List<Registered> services = new CopyOnWriteArrayList<>();
  private final BundleContext context = fake(BundleContext.class, this::call);

  /**
   * Makes one without services.
   *
   * @param properties the framework's properties; others are the empty text
   */
  public FakeBundleContext(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  /** What a component is given. */
  public BundleContext context() {
    return context;
  }

  /** Names of the interfaces that services are registered under now. */
  public Set<String> services() {
    return services.stream().map(each -> each.type.getName()).collect(Collectors.toSet());
  }

  /** The services that are registered under an interface now, in the order of registration. */
  public <T> List<T> services(Class<T> type) {
    return services.stream()
        .filter(each -> each.type == type)
        .map(each -> type.cast(each.service))
        .toList();
  }

  private Object call(String method, Object[] arguments) {
    return switch (method) {
      case "getProperty" -> properties.getOrDefault(String.valueOf(arguments[0]), "");
      case "registerService" -> {
        Registered added = new Registered((Class<?>) arguments[0], arguments[1]);
        services.add(added);
        yield fake(
            ServiceRegistration.class,
            (ignored, nothing) -> String.valueOf(services.remove(added)));
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

  private record Registered(Class<?> type, Object service) {}
}
