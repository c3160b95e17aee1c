/** The routes. Each calls one service and turns its values into shapes; none decides anything. */
@NullMarked
package io.novacron.rest.internal.resource;

import org.jspecify.annotations.NullMarked;
