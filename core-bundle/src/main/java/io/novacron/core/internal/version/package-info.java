/**
 * Things that people write and that are kept for good: each change makes a version, and none is
 * lost. What they say is for others; here is how they are kept, found, changed and guarded.
 */
@NullMarked
package io.novacron.core.internal.version;

import org.jspecify.annotations.NullMarked;
