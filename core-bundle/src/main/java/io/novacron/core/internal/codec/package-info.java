/** How values become the bytes of a record and come back, over versions of their layout. */
@NullMarked
package io.novacron.core.internal.codec;

import org.jspecify.annotations.NullMarked;
