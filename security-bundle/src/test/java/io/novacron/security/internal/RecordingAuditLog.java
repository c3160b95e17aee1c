package io.novacron.security.internal;

import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An audit log that keeps its records in the heap. */
final class RecordingAuditLog implements AuditLog {
  final List<AuditRecord> records = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Void> append(AuditRecord entry) {
    records.add(entry);
    return CompletableFuture.completedStage(null);
  }
}
