package io.novacron.security.internal.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of a chain, as it is kept. The hash of a link is the SHA-256 of its bytes, which hold
 * the hash of the link before.
 *
 * @param chain name of the node whose chain it is
 * @param sequence place in the chain, from 1
 * @param previous hexadecimal hash of the link before; zeros for the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "chain",
  "sequence",
  "previous",
  "at",
  "principal",
  "tenant",
  "roles",
  "channel",
  "address",
  "requestId",
  "action",
  "kind",
  "target",
  "operation",
  "result",
  "reason",
  "before",
  "after"
})
record AuditEntry(
    String chain,
    long sequence,
    String previous,
    String at,
    String principal,
    String tenant,
    List<String> roles,
    String channel,
    String address,
    String requestId,
    String action,
    String kind,
    @Nullable String target,
    @Nullable String operation,
    String result,
    @Nullable String reason,
    @Nullable String before,
    @Nullable String after) {

  static AuditEntry of(AuditRecord entry, String chain, ChainEnd before) {
    Caller caller = entry.caller();
    return new AuditEntry(
        chain,
        before.sequence() + 1,
        before.hash(),
        entry.at().toString(),
        caller.principal(),
        caller.tenant(),
        caller.roles().stream().sorted().toList(),
        caller.channel(),
        caller.address(),
        caller.requestId(),
        entry.action(),
        entry.kind(),
        entry.target(),
        entry.operation(),
        entry.result().name(),
        entry.reason(),
        entry.before(),
        entry.after());
  }
}
