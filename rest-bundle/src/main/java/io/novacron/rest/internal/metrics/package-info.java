/** Meters of this process and of the requests it serves. */
@NullMarked
package io.novacron.rest.internal.metrics;

import org.jspecify.annotations.NullMarked;
