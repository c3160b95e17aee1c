package io.novacron.api.store;

/**
 * What a store has done since it was opened. Counts are exact; reading them does not stop writers,
 * so they may be a few writes apart from each other.
 *
 * @param transactions transactions that were applied
 * @param records records that were written or deleted by them
 * @param bytes encoded bytes of the records written, envelopes included
 * @param flushes times the log was forced to the disk for a write of ours; less than the
 *     transactions where one flush served several
 * @param conflicts transactions refused because a revision or claim was stale
 */
public record StoreStatistics(
    long transactions, long records, long bytes, long flushes, long conflicts) {}
