/** The REST face: joins the services of the registry to routes under one servlet. */
@NullMarked
package io.novacron.rest.internal;

import org.jspecify.annotations.NullMarked;
