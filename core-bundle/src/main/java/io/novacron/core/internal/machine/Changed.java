package io.novacron.core.internal.machine;

import io.novacron.api.machine.Accepted;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.operation.MachineRecords;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request changed.
 *
 * @param accepted the answer
 * @param before digest of the machine before it; absent for a create and for a repeated answer
 */
record Changed(Accepted accepted, @Nullable String before) {
  Changed {
    Objects.requireNonNull(accepted, "accepted");
  }

  /** The same, as the answer to a repeated request. */
  Changed repeated() {
    return new Changed(new Accepted(accepted.machine(), accepted.operation(), true), before);
  }

  /** What is kept of it. */
  AuditTrail.Trace trace() {
    return new AuditTrail.Trace(
        accepted.machine().id(),
        accepted.operation().id(),
        before,
        Digest.of(MachineRecords.put(accepted.machine()).value()));
  }
}
