/**
 * Batches: a parent operation with one child per item, begun in a window, followed by events and by
 * looks, undone where the policy says so. Knows how to go on after a crash from what is recorded.
 */
@NullMarked
package io.novacron.core.internal.batch;

import org.jspecify.annotations.NullMarked;
