/** Policies of placement: how they are checked, kept, and found by a decision. */
@NullMarked
package io.novacron.core.internal.policy;

import org.jspecify.annotations.NullMarked;
