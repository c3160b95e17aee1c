/** Pictures of decisions. */
@NullMarked
package io.novacron.rest.internal.chart;

import org.jspecify.annotations.NullMarked;
