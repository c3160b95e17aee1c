package io.novacron.core.internal.spot;

/**
 * What leaving a place costs.
 *
 * @param moveUsd a move that was decided, in US dollars: what runs twice meanwhile and what is
 *     sent; 0 or more. Between spot and on demand it costs the same
 * @param restartUsd an interruption by the cloud, in US dollars: the work that is lost and the time
 *     until the machine is up elsewhere; 0 or more
 */
public record MoveCosts(double moveUsd, double restartUsd) {
  public MoveCosts {
    Amounts.require(moveUsd, "moveUsd");
    Amounts.require(restartUsd, "restartUsd");
  }
}
