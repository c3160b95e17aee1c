/** Swaps of provider versions as operations, and the record of which version was chosen. */
@NullMarked
package io.novacron.core.internal.swap;

import org.jspecify.annotations.NullMarked;
