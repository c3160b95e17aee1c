package io.novacron.api.plan;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.machine.AdoptionRequest;
import io.novacron.api.machine.MachinePatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change whose plan is asked for. */
public sealed interface PlanRequest {
  /**
   * One change of a machine.
   *
   * @param item the change
   * @param expectedRevision revision that the machine must have; absent for any, and for a create
   */
  record Single(BatchItem item, @Nullable Long expectedRevision) implements PlanRequest {
    public Single {
      Objects.requireNonNull(item, "item");
    }
  }

  /**
   * Many changes.
   *
   * @param request the batch
   */
  record Batch(BatchRequest request) implements PlanRequest {
    public Batch {
      Objects.requireNonNull(request, "request");
    }
  }

  /**
   * A change of what is wanted of a machine.
   *
   * @param machine id of the machine
   * @param patch what changes
   * @param expectedRevision revision that the machine must have; absent for any
   */
  record Update(String machine, MachinePatch patch, @Nullable Long expectedRevision)
      implements PlanRequest {
    public Update {
      Objects.requireNonNull(machine, "machine");
      Objects.requireNonNull(patch, "patch");
    }
  }

  /**
   * Something that is done with a snapshot of a machine.
   *
   * @param machine id of the machine
   * @param action what is done
   * @param subject name of a snapshot that is taken, id of one that there is
   */
  record OfSnapshot(String machine, SnapshotAction action, String subject) implements PlanRequest {
    public OfSnapshot {
      Objects.requireNonNull(machine, "machine");
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(subject, "subject");
    }
  }

  /** What can be done with a snapshot. */
  enum SnapshotAction {
    /** Takes one. */
    CREATE,
    /** Puts its machine back to it. */
    RESTORE,
    /** Deletes it. */
    DELETE
  }

  /**
   * An adoption of a cloud's machine.
   *
   * @param request which one, and how it is to be known
   */
  record Adopt(AdoptionRequest request) implements PlanRequest {
    public Adopt {
      Objects.requireNonNull(request, "request");
    }
  }
}
