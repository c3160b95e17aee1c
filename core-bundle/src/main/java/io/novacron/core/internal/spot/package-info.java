/**
 * Where a spot machine should be: whether a cheaper place pays for the move, with what
 * interruptions cost, and when on demand is the better buy.
 *
 * <p>Values and pure functions. Nothing here reads a clock, calls a cloud or keeps state; who asks
 * brings what was seen so far and keeps it.
 */
@NullMarked
package io.novacron.core.internal.spot;

import org.jspecify.annotations.NullMarked;
