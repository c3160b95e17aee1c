package com.example.provider.cloud;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine as it stands in its file.
 *
 * @param shown what is shown of it
 * @param name name for people
 * @param shape digest of the order that it was made from
 * @param number number from which its address follows
 * @param deletedAt when it was deleted; absent while it is there
 */
record StoredMachine(
    CloudMachine shown, String name, String shape, int number, @Nullable Instant deletedAt) {
  StoredMachine inState(String state, @Nullable Instant deleted) {
    return new StoredMachine(shown.withState(state), name, shape, number, deleted);
  }

  StoredMachine withLabels(Map<String, String> labels) {
    return new StoredMachine(shown.withLabels(labels), name, shape, number, deletedAt);
  }

  boolean deletedBefore(Instant moment) {
    return deletedAt != null && deletedAt.isBefore(moment);
  }
}
