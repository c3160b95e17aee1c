@NullMarked
package io.novacron.core.internal.factor;

import org.jspecify.annotations.NullMarked;
