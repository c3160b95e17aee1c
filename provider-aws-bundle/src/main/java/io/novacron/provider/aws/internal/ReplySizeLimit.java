package io.novacron.provider.aws.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Breaks off a reply that does not end, before it fills the memory: the SDK keeps a reply whole.
 * Safe for use by many threads.
 */
final class ReplySizeLimit implements ExecutionInterceptor {
  private final long limit;

  /**
   * Makes a limit.
   *
   * @param limit bytes of a reply at most
   */
  ReplySizeLimit(long limit) {
    this.limit = limit;
  }

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes executionAttributes) {
    return context
        .responsePublisher()
        .map(publisher -> subscriber -> publisher.subscribe(new Counting(subscriber, limit)));
  }

  private static final class Counting implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> next;
    private final long limit;
    private long seen;
    private boolean over;
    private Subscription subscription = NONE;

    private static final Subscription NONE =
        new Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        };

    Counting(Subscriber<? super ByteBuffer> next, long limit) {
      this.next = next;
      this.limit = limit;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      next.onSubscribe(given);
    }

    @Override
    public void onNext(ByteBuffer part) {
      if (over) {
        return;
      }
      seen += part.remaining();
      if (seen > limit) {
        over = true;
        subscription.cancel();
        next.onError(
            new MalformedReplyException(
                "it is longer than " + limit + " bytes and was broken off"));
        return;
      }
      next.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      if (!over) {
        next.onError(failure);
      }
    }

    @Override
    public void onComplete() {
      if (!over) {
        next.onComplete();
      }
    }
  }
}
