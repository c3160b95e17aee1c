@NullMarked
package io.novacron.core.internal.placement;

import org.jspecify.annotations.NullMarked;
