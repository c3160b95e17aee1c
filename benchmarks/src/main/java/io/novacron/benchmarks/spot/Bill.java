package io.novacron.benchmarks.spot;

/**
 * What an instance paid over some snapshots.
 *
 * @param paid US dollars, moves included
 * @param onDemand what on-demand in us-east-1 would have cost, US dollars
 * @param moves how many
 * @param hours how long
 */
record Bill(double paid, double onDemand, int moves, double hours) {
  /** The average cost relative to on-demand. */
  double relative() {
    return paid / onDemand;
  }
}
