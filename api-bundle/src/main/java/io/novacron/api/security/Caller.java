package io.novacron.api.security;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, and by which way. Every call of a service that faces people takes one; there is
 * no call without a caller.
 *
 * @param principal name of the identity, such as {@code admin}
 * @param tenant tenant whose records the call is about
 * @param roles names of the roles held, such as {@code admin} or {@code viewer}
 * @param channel the way in: {@code rest}, {@code shell} or {@code system}
 * @param address network address that the call came from, or {@code local}
 * @param requestId id of this one request, found in the log and in the audit record
 * @param traceparent the trace that the request belongs to, as the header of W3C Trace Context
 *     writes it; absent where nothing is traced
 */
public record Caller(
    String principal,
    String tenant,
    Set<String> roles,
    String channel,
    String address,
    String requestId,
    @Nullable String traceparent) {
  public Caller {
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(tenant, "tenant");
    roles = Set.copyOf(roles);
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(requestId, "requestId");
  }

  /** A caller of whose request nothing is traced. */
  public Caller(
      String principal,
      String tenant,
      Set<String> roles,
      String channel,
      String address,
      String requestId) {
    this(principal, tenant, roles, channel, address, requestId, null);
  }

  /** The same caller, with the trace that the request belongs to. */
  public Caller withTraceparent(@Nullable String value) {
    return new Caller(principal, tenant, roles, channel, address, requestId, value);
  }
}
