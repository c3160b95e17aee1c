/** Pages for people: what the routes are, and what each problem means. */
@NullMarked
package io.novacron.rest.internal.page;

import org.jspecify.annotations.NullMarked;
