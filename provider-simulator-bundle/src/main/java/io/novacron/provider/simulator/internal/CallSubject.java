package io.novacron.provider.simulator.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a call is about.
 *
 * @param action which call
 * @param region region, when it is about one
 * @param scope what a refusal of it is limited to
 * @param identity what tells it from other calls of the action, beside operation and attempt
 */
record CallSubject(Action action, @Nullable String region, String scope, String identity) {
  static CallSubject inRegion(Action action, String region, String identity) {
    return new CallSubject(action, region, "region " + region, identity);
  }
}
