package io.novacron.core.internal.placement;

import org.jspecify.annotations.Nullable;

/**
 * What placement found.
 *
 * @param chosen the best candidate; absent when none passed all filters
 * @param runnerUp the best of another offer; absent when there is none
 * @param funnel what the filters took out
 */
record Outcome(@Nullable Candidate chosen, @Nullable Candidate runnerUp, FunnelCounts funnel) {}
