package io.novacron.rest.internal.stream;

import io.novacron.api.error.Problem;

/** A connection that events are written to for as long as it lasts. */
interface LiveStream {
  /** Shows that it is alive, unless something was written since a moment. */
  void heartbeat(long quietSinceNanos);

  /** Ends it and says why. */
  void end(Problem reason);
}
