/**
 * Where a machine goes and why: a pure function over columns, and the services around it.
 *
 * <p>Reads the catalog and the usable accounts; never calls a cloud.
 */
@NullMarked
package io.novacron.core.internal.placement;

import org.jspecify.annotations.NullMarked;
