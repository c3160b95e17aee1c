package io.novacron.simulator.wire;

/**
 * What tells one sort of call from another.
 *
 * @param action the protocol's name of it
 * @param region region that it was signed for
 * @param accessKey access key id that it was signed with
 * @param mutating whether it may change something
 */
record CallKey(String action, String region, String accessKey, boolean mutating) {}
