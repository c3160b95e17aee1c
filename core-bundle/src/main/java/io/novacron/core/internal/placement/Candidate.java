package io.novacron.core.internal.placement;

/**
 * One of the candidates.
 *
 * @param account number of the account
 * @param offer number of the offer
 * @param score its score; more is better
 */
record Candidate(int account, int offer, double score) {}
