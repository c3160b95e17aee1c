/**
 * Operations: the journal, the pure rules by which an operation moves, and the engine that runs it.
 *
 * <p>Two ideas carry it. Intent before call: the journal says what may exist before it can exist.
 * Ask before repeating: an unknown outcome is a state with a question to the cloud, not an
 * exception. Taking over after a crash is therefore not special: whoever owns the shard reads the
 * journal and goes on.
 */
@NullMarked
package io.novacron.core.internal.operation;

import org.jspecify.annotations.NullMarked;
