/** Templates: how they are checked and kept, and how a machine's spec comes of one. */
@NullMarked
package io.novacron.core.internal.template;

import org.jspecify.annotations.NullMarked;
