/** Timers, so that tests can let time pass by hand. */
@NullMarked
package io.novacron.core.internal.time;

import org.jspecify.annotations.NullMarked;
