/**
 * The pool of hosts that the operator has stated in a file: read once, checked whole, and given to
 * the catalog as offers and to providers as hosts.
 */
@NullMarked
package io.novacron.core.internal.pool;

import org.jspecify.annotations.NullMarked;
