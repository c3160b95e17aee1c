/**
 * Where a machine goes and why: requests, decisions, and their explanation.
 *
 * <p>The decision function itself is hidden in the core; its inputs and answers are here, and what
 * fills the factors that it weighs.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.placement;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
