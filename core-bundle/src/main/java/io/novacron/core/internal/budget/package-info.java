/** Budgets: kept as versioned records, and kept to before a change of a machine is accepted. */
@NullMarked
package io.novacron.core.internal.budget;

import org.jspecify.annotations.NullMarked;
