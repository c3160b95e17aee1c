@NullMarked
package io.novacron.core.internal.inventory;

import org.jspecify.annotations.NullMarked;
