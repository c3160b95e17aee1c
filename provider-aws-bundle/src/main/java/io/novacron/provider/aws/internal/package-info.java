/**
 * Amazon EC2 behind the provider contract.
 *
 * <p>A call goes from a thread of the caller to one of the account's workers, from there through
 * the AWS SDK, which sends it by Netty, and comes back on a worker. No thread waits for AWS. One
 * client per region is made when it is first needed; all of them share one HTTP client. The SDK
 * repeats nothing but a request that was refused for the time of our clock: budgets and retries are
 * the caller's.
 *
 * <h2>What a token promises</h2>
 *
 * <p>A create sends the idempotency token as EC2's {@code ClientToken}. EC2 gives the same instance
 * for the same token and the same request, at least until 24 hours after that instance was
 * terminated; after that, the same token makes another instance. An operation's deadline is far
 * shorter. A token of another form than EC2 takes (more than 64 characters, or not ASCII) is sent
 * as its SHA-256. The token itself, and a digest of the request, are tags of the instance: by the
 * first it is found again, also where a back end honours no token; by the second a request that EC2
 * takes for another one only because a newer image was published meanwhile is known to be the same.
 */
@NullMarked
package io.novacron.provider.aws.internal;

import org.jspecify.annotations.NullMarked;
