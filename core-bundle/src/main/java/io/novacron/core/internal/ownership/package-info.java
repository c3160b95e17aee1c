/** Which shards this node works on, and until when. */
@NullMarked
package io.novacron.core.internal.ownership;

import org.jspecify.annotations.NullMarked;
