/**
 * Plans of changes: foreseen without touching anything, kept, and applied while they still hold.
 */
@NullMarked
package io.novacron.core.internal.plan;

import org.jspecify.annotations.NullMarked;
