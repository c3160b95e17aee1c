/**
 * The engine, the journal and the machine service as they are, between clouds, a store and callers
 * that are made up and hostile, in virtual time. One number decides everything that happens.
 */
@NullMarked
package io.novacron.core.internal.simulation;

import org.jspecify.annotations.NullMarked;
