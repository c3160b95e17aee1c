package io.novacron.security.internal.audit;

import io.novacron.api.store.Key;
import io.novacron.api.store.Query;
import java.util.Locale;
import java.util.Map;

/**
 * Where the links of one chain are in the store. A chain is cut into segments, each a partition of
 * its own, whose head record says where the segment ends; a link and the head that counts it are
 * written in one transaction.
 *
 * @param chain name of the node whose chain it is
 * @param segmentSize links in a full segment; fixed once there are links
 */
record AuditLayout(String chain, int segmentSize) {
  static final int SEGMENT_SIZE = 10_000;

  private static final String TENANT = "system";
  private static final String ENTRY = "audit";
  private static final String HEAD = "audit-head";
  private static final String FLOOR = "audit-floor";

  /** The segment of a link, from 0. */
  long segment(long sequence) {
    return (sequence - 1) / segmentSize;
  }

  /** How many links still fit into the segment that the next link goes to. */
  int room(ChainEnd end) {
    return segmentSize - (int) (end.sequence() % segmentSize);
  }

  Key head(long segment) {
    return new Key(TENANT, HEAD, partition(segment), digits(segment));
  }

  /** Where it is recorded how many segments were removed. */
  Key floor() {
    return new Key(TENANT, FLOOR, "audit:" + chain, "floor");
  }

  Key entry(long sequence) {
    return new Key(TENANT, ENTRY, partition(segment(sequence)), digits(sequence));
  }

  Map<String, String> headAttributes() {
    return Map.of("chain", chain);
  }

  Map<String, String> entryAttributes(long segment) {
    return Map.of("segment", partition(segment));
  }

  /** The heads of all segments, first segment first. */
  Query heads() {
    return Query.of(TENANT, HEAD).withAttributes(headAttributes());
  }

  /** The head of the last segment. */
  Query lastHead() {
    return heads().withOrder(Query.Order.DESCENDING).withLimit(1);
  }

  /** The links of one segment, in order. */
  Query entries(long segment) {
    return Query.of(TENANT, ENTRY).withAttributes(entryAttributes(segment));
  }

  private String partition(long segment) {
    return "audit:" + chain + ":" + segment;
  }

  private static String digits(long number) {
    return String.format(Locale.ROOT, "%019d", number);
  }
}
