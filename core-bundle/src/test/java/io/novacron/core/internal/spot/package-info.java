@NullMarked
package io.novacron.core.internal.spot;

import org.jspecify.annotations.NullMarked;
