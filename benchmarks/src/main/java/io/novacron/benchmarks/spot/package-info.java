/**
 * What the benchmark {@code spot-price} is made of: the price history, the policies that are
 * compared on it, and what each of them pays.
 */
@NullMarked
package io.novacron.benchmarks.spot;

import org.jspecify.annotations.NullMarked;
