package io.novacron.core.internal.batch;

import java.util.Locale;

/**
 * The ids that one item of a batch gives to what it records. They follow from the id of the batch,
 * so whoever begins an item again after a crash begins the same one.
 *
 * @param machine id of the machine that a create makes
 * @param operation id of the operation that does the item
 * @param decision id of the placement decision of a create
 * @param undo id of the operation that undoes the item
 */
record PartIds(String machine, String operation, String decision, String undo) {
  /**
   * The ids of an item.
   *
   * @param batch id of the batch, as the identifier generator made it
   * @param index number of the item, from 0
   */
  static PartIds of(String batch, int index) {
    String own = batch.substring(batch.indexOf('-')) + String.format(Locale.ROOT, "-%04d", index);
    return new PartIds("vm" + own, "op" + own, "dec" + own, "op" + own + "-undo");
  }
}
