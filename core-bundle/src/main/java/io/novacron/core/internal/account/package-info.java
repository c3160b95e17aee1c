/**
 * Accounts: which there are, who serves them, how they are, and the guard between core and
 * providers.
 */
@NullMarked
package io.novacron.core.internal.account;

import org.jspecify.annotations.NullMarked;
