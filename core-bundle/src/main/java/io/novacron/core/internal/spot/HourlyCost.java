package io.novacron.core.internal.spot;

/**
 * What an hour on spot in a place is expected to cost.
 *
 * @param place the place
 * @param priceUsd mean of its prices, US dollars
 * @param latestUsd the newest of them, US dollars; only to be told
 * @param interruptionUsd what interruptions cost, US dollars
 */
record HourlyCost(String place, double priceUsd, double latestUsd, double interruptionUsd) {
  double totalUsd() {
    return priceUsd + interruptionUsd;
  }
}
