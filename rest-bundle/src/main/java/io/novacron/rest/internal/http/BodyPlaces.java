package io.novacron.rest.internal.http;

import io.novacron.rest.internal.json.BodyStream;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Bounds how many bodies are read at once, and for how long, for a body that trickles in holds a
 * thread of the HTTP server: in all, so that threads are left for requests without one, and for
 * each caller, so that one who sends slowly leaves room for the bodies of others.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1)
final class BodyPlaces implements ContainerRequestFilter {
  private static final int MOST = 150;
  private static final int MOST_OF_ONE = 64;

  private final Semaphore places = new Semaphore(MOST);
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();
  private final Supplier<RestSettings> settings;
  private final LongSupplier nanos;

  BodyPlaces(Supplier<RestSettings> settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Exchange exchange = Exchange.of(request);
    request.setEntityStream(
        new BodyStream(
            request.getEntityStream(),
            () -> exchange.body(take(exchange.principal())),
            exchange::bodyEnded,
            nanos,
            settings.get().bodyTimeout()));
  }

  /** Takes a place; what is given back frees it, once. */
  private Runnable take(String principal) {
    int now = taken.merge(principal, 1, Integer::sum);
    if (now > MOST_OF_ONE || !places.tryAcquire()) {
      leave(principal);
      throw Rejections.tooManyBodies();
    }
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.compareAndSet(true, false)) {
        places.release();
        leave(principal);
      }
    };
  }

  private void leave(String principal) {
    taken.computeIfPresent(principal, (unused, count) -> count == 1 ? null : count - 1);
  }
}
