/**
 * Machines: what was asked for, what is wanted, and what is seen.
 *
 * <p>How a machine is made is the business of operations and providers.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.machine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
