/** What must not be read by whoever gets hold of the state store. */
@NullMarked
package io.novacron.core.internal.secret;

import org.jspecify.annotations.NullMarked;
