/** Ids of records. */
@NullMarked
package io.novacron.core.internal.identifier;

import org.jspecify.annotations.NullMarked;
