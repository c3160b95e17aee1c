/**
 * Templates: machine specs with parameters, in versions that never change.
 *
 * <p>Values are immutable and safe to be shared.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.template;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
