/** Completes the description of the routes while the project is built. Not part of the bundle. */
@NullMarked
package io.novacron.rest.description;

import org.jspecify.annotations.NullMarked;
