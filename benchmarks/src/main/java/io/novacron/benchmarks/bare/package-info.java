/** A bundle with as little as a resource can be, for the benchmark of reads to compare with. */
@NullMarked
package io.novacron.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
