package io.novacron.api.event;

/**
 * Hears of events on this node as they are recorded. Register it as an OSGi service; it hears what
 * happens from then on. Events of one subject come in order, never two at once.
 */
public interface EventListener {
  /**
   * Takes one event. Must return at once: it runs on a thread that all listeners share. What it
   * throws is logged and does no harm to others.
   */
  void onEvent(Event event);
}
