@NullMarked
package io.novacron.core.internal.packing;

import org.jspecify.annotations.NullMarked;
