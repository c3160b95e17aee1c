package io.novacron.core.internal.access;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service that comes and goes. Safe for use by many threads.
 *
 * @param <T> class of the service
 */
public final class Dependency<T> implements Supplier<T> {
  private final String name;
  private final String nextStep;
  private final AtomicReference<@Nullable T> current = new AtomicReference<>();

  /**
   * Makes an empty place.
   *
   * @param name what is missing while it is empty, such as {@code state store}
   * @param nextStep what a caller can do while it is empty
   */
  public Dependency(String name, String nextStep) {
    this.name = name;
    this.nextStep = nextStep;
  }

  /** The service has come. */
  public void set(T service) {
    current.set(service);
  }

  /** The service has gone; nothing happens when another one has come before. */
  public void clear(T service) {
    current.compareAndSet(service, null);
  }

  /** The service, or null while it is away. */
  public @Nullable T orNull() {
    return current.get();
  }

  /**
   * The service.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE while it is away
   */
  @Override
  public T get() {
    T service = current.get();
    if (service == null) {
      throw Problem.builder(
              name.replace(' ', '-') + "-missing",
              Category.UNAVAILABLE,
              "The " + name + " is not there right now.")
          .retryAfter(Duration.ofSeconds(2))
          .nextStep(nextStep)
          .toException();
    }
    return service;
  }
}
