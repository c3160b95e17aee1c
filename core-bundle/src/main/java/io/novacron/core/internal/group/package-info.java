/**
 * Placement groups: where the machines of each are, so that others can be spread or kept together.
 */
@NullMarked
package io.novacron.core.internal.group;

import org.jspecify.annotations.NullMarked;
