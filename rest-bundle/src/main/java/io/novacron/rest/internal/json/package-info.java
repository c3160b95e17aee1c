/** Strict reading of request bodies, and writing of answers. */
@NullMarked
package io.novacron.rest.internal.json;

import org.jspecify.annotations.NullMarked;
