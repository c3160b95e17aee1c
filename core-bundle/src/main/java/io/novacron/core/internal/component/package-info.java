/**
 * The thin shells by which core lives in the container: what joins the parts and follows services
 * as they come and go.
 */
@NullMarked
package io.novacron.core.internal.component;

import org.jspecify.annotations.NullMarked;
