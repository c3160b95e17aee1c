/**
 * Benchmarks: one class each, with a main method. Each prints lines of {@code name figure unit
 * ratio peer} and keeps them in {@code benchmarks/results}.
 */
@NullMarked
package io.novacron.benchmarks;

import org.jspecify.annotations.NullMarked;
