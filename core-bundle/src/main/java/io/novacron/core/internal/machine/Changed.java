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

  /** What is kept of it. */
  AuditTrail.Trace trace() {
    return new AuditTrail.Trace(
        accepted.machine().id(),
        accepted.operation().id(),
        before,
        Digest.of(MachineRecords.put(accepted.machine()).value()));
  }
}
