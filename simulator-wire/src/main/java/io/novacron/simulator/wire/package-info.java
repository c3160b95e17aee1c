/**
 * The simulated cloud as a process of its own: it answers on a loopback port in the cloud's own
 * protocol, so that the cloud's own SDK can be driven through every fault.
 *
 * <p>{@link io.novacron.simulator.wire.Simulator} is the process, {@code WireHandler} takes the
 * requests, {@code Ec2Service} and {@code CloudWatchService} answer them out of the engine of
 * {@code provider-simulator-bundle}, whose log is on disk before a reply is sent. What is under
 * {@code /_simulator} is for tests: faults, counts of calls, and what there is in truth.
 */
@NullMarked
package io.novacron.simulator.wire;

import org.jspecify.annotations.NullMarked;
