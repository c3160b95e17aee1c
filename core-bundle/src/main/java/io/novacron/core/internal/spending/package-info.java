/** What machines cost now. */
@NullMarked
package io.novacron.core.internal.spending;

import org.jspecify.annotations.NullMarked;
