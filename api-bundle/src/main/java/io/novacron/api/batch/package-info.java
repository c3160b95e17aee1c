/**
 * Batches: many changes of machines that are asked for at once and have one parent operation.
 *
 * <p>How far each item is, the parent operation says.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.batch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
