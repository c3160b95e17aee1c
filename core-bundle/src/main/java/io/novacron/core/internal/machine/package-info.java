/** Machines as callers ask for them: checked, named, placed, recorded; and read. */
@NullMarked
package io.novacron.core.internal.machine;

import org.jspecify.annotations.NullMarked;
