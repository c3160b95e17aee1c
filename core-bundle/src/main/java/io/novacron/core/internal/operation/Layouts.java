package io.novacron.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leads the layouts of operations and machines in the journal up to the present one. Version 1 knew
 * create, start, stop and delete only.
 */
public final class Layouts {
  /** Version of the layouts that are written. */
  public static final int VERSION = 2;

  private Layouts() {}

  /** An operation with what is needed to go on with it. */
  static ObjectNode operationRecord(int from, ObjectNode record) {
    operation(from, record.get("operation"));
    if (from == 1) {
      record.putObject("arguments").put("force", false);
    }
    return record;
  }

  /** A machine, wherever it is kept. */
  public static ObjectNode machine(int from, ObjectNode machine) {
    if (from == 1) {
      machine.putArray("snapshots");
    }
    return machine;
  }

  /** An operation as callers see it, wherever it is kept. */
  public static void operation(int from, JsonNode operation) {
    if (from == 1 && operation instanceof ObjectNode object) {
      object.put("cancelRequested", false);
    }
  }
}
