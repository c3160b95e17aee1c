package io.novacron.rest.internal.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds how many requests are under way, so that more of them than can be served are refused at
 * once and cheaply. Requests that only wait for an operation hold no thread and have a larger bound
 * of their own. Thread-safe.
 */
public final class Admission {
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile RestSettings settings;

  public Admission(RestSettings settings) {
    this.settings = settings;
  }

  /** Applies other bounds to what comes from now on. */
  public void settings(RestSettings value) {
    settings = value;
  }

  /** The most requests that may be under way. */
  int most() {
    return settings.mostRequests();
  }

  /** Requests under way that do not merely wait. */
  public int active() {
    return active.get();
  }

  /** Requests that wait for an operation. */
  public int waiting() {
    return waiting.get();
  }

  /** Takes a request in; its ticket is refused when there are too many. */
  Ticket enter() {
    return new Ticket(
        enter(active, settings.mostRequests()) ? Ticket.Place.ACTIVE : Ticket.Place.NONE, this);
  }

  /** Lets a request in whatever there is, as a probe of health must be. */
  Ticket exempt() {
    return new Ticket(Ticket.Place.NONE, this);
  }

  private static boolean enter(AtomicInteger count, int most) {
    if (count.incrementAndGet() <= most) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  /** The place that one request takes up. Closing it twice does no harm. */
  public static final class Ticket implements AutoCloseable {
    private final AtomicReference<Place> place;
    private final Admission admission;

    private Ticket(Place place, Admission admission) {
      this.place = new AtomicReference<>(place);
      this.admission = admission;
    }

    boolean admitted() {
      return place.get() != Place.NONE;
    }

    /**
     * Counts the request among those that wait, and frees its place among the others.
     *
     * @throws RejectedException when too many wait already
     */
    public void waits() {
      if (place.get() != Place.ACTIVE) {
        return;
      }
      int most = admission.settings.mostWaiting();
      if (!enter(admission.waiting, most)) {
        throw Rejections.tooManyWaiting(most);
      }
      leave(place.getAndSet(Place.WAITING));
    }

    @Override
    public void close() {
      leave(place.getAndSet(Place.NONE));
    }

    private void leave(Place left) {
      switch (left) {
        case ACTIVE -> admission.active.decrementAndGet();
        case WAITING -> admission.waiting.decrementAndGet();
        case NONE -> {
          // Holds no place.
        }
      }
    }

    private enum Place {
      ACTIVE,
      WAITING,
      NONE
    }
  }
}
