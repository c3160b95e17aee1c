/**
 * When a call to a cloud may be made: lanes by urgency, fair between tenants, and budgets that
 * learn how many calls each cloud takes.
 *
 * <p>Nothing here holds a thread or makes a call. Whoever wants to call waits as an entry in a
 * queue; replies, the passing of time and new entries give turns.
 */
@NullMarked
package io.novacron.core.internal.traffic;

import org.jspecify.annotations.NullMarked;
