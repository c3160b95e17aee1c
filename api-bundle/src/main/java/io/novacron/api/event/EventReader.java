package io.novacron.api.event;

import io.novacron.api.error.Problem;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes what a subscription reads, one part at a time. */
public interface EventReader {
  /**
   * Takes the next events. Must return at once.
   *
   * @param events one or more, in order
   * @return completes when there is room for more; until then nothing more is given, and one that
   *     takes longer than {@link EventLog#PATIENCE} is dropped
   */
  CompletionStage<Void> onEvents(List<RecordedEvent> events);

  /**
   * The subscription has ended, though nobody closed it.
   *
   * @param reason why, and what to do
   * @param cursor where to read on
   */
  void onEnd(Problem reason, String cursor);
}
