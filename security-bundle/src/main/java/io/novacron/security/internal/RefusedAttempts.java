package io.novacron.security.internal;

import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits failed authentications without letting anyone fill the disk: for each address the first in
 * a window is recorded at once, and the others are counted into one record when the window ends.
 * Beyond a number of addresses the rest share one count. Safe for use by many threads.
 */
public final class RefusedAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedAttempts.class);
  private static final int MOST_ADDRESSES = 64;
  private static final String OTHERS = "others";

  private final AuditLog audit;
  private final Clock clock;
  private final Map<String, Attempts> window = new LinkedHashMap<>();

  public RefusedAttempts(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** Records or counts one failed authentication. */
  public void add(String channel, String address, String requestId) {
    String counted;
    synchronized (window) {
      counted = window.containsKey(address) || window.size() < MOST_ADDRESSES ? address : OTHERS;
      Attempts before = window.get(counted);
      window.put(
          counted, new Attempts(channel, requestId, before == null ? 0 : before.repetitions() + 1));
      if (before != null) {
        return;
      }
    }
    append(channel, counted, requestId, null);
  }

  /** Ends the window: what was counted is recorded, and counting begins anew. */
  public void endWindow() {
    Map<String, Attempts> ended;
    synchronized (window) {
      ended = new LinkedHashMap<>(window);
      window.clear();
    }
    ended.forEach(
        (address, attempts) -> {
          if (attempts.repetitions() > 0) {
            append(
                attempts.channel(),
                address,
                attempts.lastRequest(),
                attempts.repetitions() + " more attempts");
          }
        });
  }

  private void append(String channel, String address, String requestId, @Nullable String target) {
    Caller nobody = new Caller("anonymous", Identity.TENANT, Set.of(), channel, address, requestId);
    audit
        .append(
            new AuditRecord(
                clock.instant(),
                nobody,
                "session:authenticate",
                "session",
                target,
                null,
                AuditRecord.Result.REFUSED,
                "unauthenticated",
                null,
                null))
        .whenComplete(
            (done, failure) -> {
              LOG.warn(
                  "authentication=refused channel={} address={} request={} repeated=\"{}\" audited={}",
                  channel,
                  address,
                  requestId,
                  target == null ? "" : target,
                  failure == null);
            });
  }

  private record Attempts(String channel, String lastRequest, long repetitions) {}
}
