package io.novacron.api.event;

/** A reader's place in the log, which moves on as it takes events. */
public interface EventSubscription extends AutoCloseable {
  /** Where to read on after all that the reader has taken so far. */
  String cursor();

  /** Ends it; the reader gets nothing more, not even its end. Closing twice does no harm. */
  @Override
  void close();
}
