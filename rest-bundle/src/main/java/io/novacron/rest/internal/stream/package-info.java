/** Streams of events over HTTP, written without holding a thread for a slow reader. */
@NullMarked
package io.novacron.rest.internal.stream;

import org.jspecify.annotations.NullMarked;
