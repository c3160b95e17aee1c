/** Drives the wire faces with the real SDK. */
@NullMarked
package io.novacron.simulator.wire;

import org.jspecify.annotations.NullMarked;
