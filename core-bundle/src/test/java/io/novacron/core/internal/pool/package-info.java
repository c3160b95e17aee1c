@NullMarked
package io.novacron.core.internal.pool;

import org.jspecify.annotations.NullMarked;
