/** The room that is left for what is kept. */
@NullMarked
package io.novacron.core.internal.space;

import org.jspecify.annotations.NullMarked;
