/** Compaction: an operation that removes what is older than its retention, and nothing else. */
@NullMarked
package io.novacron.core.internal.retention;

import org.jspecify.annotations.NullMarked;
