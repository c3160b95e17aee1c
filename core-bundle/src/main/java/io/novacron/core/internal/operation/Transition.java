package io.novacron.core.internal.operation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a stimulus.
 *
 * @param record the operation as it is now
 * @param change what becomes of the machine; absent for nothing
 * @param relocation another place for the machine; absent where it stays
 * @param durable whether it must be written; a poll that found the cloud still working need not be
 */
public record Transition(
    OperationRecord record,
    @Nullable MachineChange change,
    @Nullable Relocation relocation,
    boolean durable) {
  public Transition {
    Objects.requireNonNull(record, "record");
  }
}
