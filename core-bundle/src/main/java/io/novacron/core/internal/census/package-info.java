/** What is known in memory of all machines, for decisions that cannot wait for a store. */
@NullMarked
package io.novacron.core.internal.census;

import org.jspecify.annotations.NullMarked;
