/** The hash-chained audit log: its layout in the store, its single writer, its verification. */
@NullMarked
package io.novacron.security.internal.audit;

import org.jspecify.annotations.NullMarked;
