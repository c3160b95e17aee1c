/** Credentials on disk, who a caller is, and what they may do. */
@NullMarked
package io.novacron.security.internal;

import org.jspecify.annotations.NullMarked;
