@NullMarked
package io.novacron.core.internal.traffic;

import org.jspecify.annotations.NullMarked;
