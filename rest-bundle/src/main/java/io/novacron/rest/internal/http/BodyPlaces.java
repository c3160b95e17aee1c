package io.novacron.rest.internal.http;

import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many bodies are read at once, for a body that trickles in holds a thread of the HTTP
 * server: in all, so that threads are left for requests without one, and for each caller, so that
 * one who sends slowly leaves room for the bodies of others.
 */
final class BodyPlaces implements ReaderInterceptor {
  private static final int MOST = 150;
  private static final int MOST_OF_ONE = 64;

  private final Semaphore places = new Semaphore(MOST);
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    String principal = Exchange.of(context).principal();
    int now = taken.merge(principal, 1, Integer::sum);
    try {
      if (now > MOST_OF_ONE || !places.tryAcquire()) {
        throw Rejections.tooManyBodies();
      }
      try {
        return context.proceed();
      } finally {
        places.release();
      }
    } finally {
      taken.computeIfPresent(principal, (unused, count) -> count == 1 ? null : count - 1);
    }
  }
}
