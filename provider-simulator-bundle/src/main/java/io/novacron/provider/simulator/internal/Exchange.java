package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.CallContext;

/**
 * A call as it arrives at the simulated cloud.
 *
 * @param context what the caller gave
 * @param faults what the faults in force do to it
 * @param requestId the cloud's id of the request
 */
record Exchange(CallContext context, FaultPlan faults, String requestId) {}
