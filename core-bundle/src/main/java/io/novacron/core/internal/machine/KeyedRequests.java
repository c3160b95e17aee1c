package io.novacron.core.internal.machine;

import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.time.Timer;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** What the services of one node need to answer a repeated request as the first time. */
public final class KeyedRequests {
  private final IdempotencyKeys keys;
  private final Timer timer;
  private final Executor executor;

  /**
   * Makes it.
   *
   * @param node name of the node
   * @param clock the time
   * @param timer for the patience of a request that comes while the first is being accepted
   * @param executor for the work of requests; its queue is bounded
   */
  public KeyedRequests(String node, Clock clock, Timer timer, Executor executor) {
    this.keys = new IdempotencyKeys(node, clock);
    this.timer = timer;
    this.executor = executor;
  }

  /**
   * For requests with answers of one kind.
   *
   * @param codec how the answers are kept
   */
  public <T> KeyedAnswers<T> answers(JsonCodec<T> codec) {
    return answers(codec, UnaryOperator.identity());
  }

  /**
   * For requests with answers of one kind.
   *
   * @param codec how the answers are kept
   * @param repeated marks an answer as one that was given before
   */
  public <T> KeyedAnswers<T> answers(JsonCodec<T> codec, UnaryOperator<T> repeated) {
    return new KeyedAnswers<>(keys, timer, executor, codec, repeated);
  }
}
