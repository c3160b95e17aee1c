/**
 * Who may do what, and the record of who tried; what both say when a part that they need is away.
 */
@NullMarked
package io.novacron.core.internal.access;

import org.jspecify.annotations.NullMarked;
