package io.novacron.api.request;

import org.jspecify.annotations.Nullable;

/**
 * How a change is asked for.
 *
 * @param dryRun whether only to say what it would do: with all the checks of the change, and
 *     without recording anything, not even that it was asked
 * @param idempotencyKey 1 to 128 visible ASCII characters, which no other request of the same
 *     principal used in the last 24 hours; absent for none, and for a dry run. The same request
 *     with the same key is answered as it was the first time, also after a restart and by another
 *     node; another request with it fails with INVALID (code {@code idempotency-key-reused}), and
 *     one that comes while the first is being accepted with CONFLICT (code {@code
 *     request-in-progress})
 */
public record RequestOptions(boolean dryRun, @Nullable String idempotencyKey) {
  /** The change is to be made, as often as it is asked for. */
  public static final RequestOptions NONE = new RequestOptions(false, null);

  /** Nothing is to be changed. */
  public static final RequestOptions DRY_RUN = new RequestOptions(true, null);

  public RequestOptions {
    if (dryRun && idempotencyKey != null) {
      throw new IllegalArgumentException("a dry run changes nothing and takes no idempotency key");
    }
  }

  /** The change is to be made, once for this key; absent for none. */
  public static RequestOptions keyed(@Nullable String idempotencyKey) {
    return new RequestOptions(false, idempotencyKey);
  }
}
