/** The figures that come with the product and that machines are placed by, beside their prices. */
@NullMarked
package io.novacron.core.internal.factor;

import org.jspecify.annotations.NullMarked;
