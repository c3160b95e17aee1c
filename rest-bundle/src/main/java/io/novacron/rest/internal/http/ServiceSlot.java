package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds a service that may come and go. While it is away, whoever asks for it gets a problem that
 * says so. Thread-safe.
 *
 * @param <T> type of the service
 */
public final class ServiceSlot<T> {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final String name;
  private final String nextStep;
  private final AtomicReference<@Nullable T> service = new AtomicReference<>();

  /**
   * Makes an empty slot.
   *
   * @param name what the service is, for a person, such as {@code machine service}
   * @param nextStep what a person can do while it is away
   */
  public ServiceSlot(String name, String nextStep) {
    this.name = name;
    this.nextStep = nextStep;
  }

  public String name() {
    return name;
  }

  public void bind(T value) {
    service.set(value);
  }

  /** Empties the slot, unless another service has taken it already. */
  public void unbind(T value) {
    service.compareAndSet(value, null);
  }

  public @Nullable T orNull() {
    return service.get();
  }

  /**
   * The service.
   *
   * @throws io.novacron.api.error.ProblemException with UNAVAILABLE while it is away
   */
  public T require() {
    T value = service.get();
    if (value == null) {
      throw Problem.builder(
              "service-missing", Category.UNAVAILABLE, "The " + name + " is not there right now.")
          .retryAfter(SOON)
          .nextStep(nextStep)
          .toException();
    }
    return value;
  }
}
