/** Tells listeners on this node what was recorded. */
@NullMarked
package io.novacron.core.internal.event;

import org.jspecify.annotations.NullMarked;
