/**
 * What only the HTTP server itself can answer: requests that are too malformed to reach a route.
 */
@NullMarked
package io.novacron.rest.internal.jetty;

import org.jspecify.annotations.NullMarked;
