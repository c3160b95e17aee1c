/**
 * Which host of a pool a machine runs on, and why: pure functions over columns, one number for each
 * host.
 *
 * <p>Knows hosts, what machines ask of them, and what is taken; knows no cloud, no price and no
 * record. Choosing among clouds is the work of {@code placement}.
 */
@NullMarked
package io.novacron.core.internal.packing;

import org.jspecify.annotations.NullMarked;
