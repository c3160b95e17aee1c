/**
 * What went wrong, in a closed set of categories that callers can act on.
 *
 * <p>Holds values only; how a problem is rendered for HTTP or a terminal belongs to the faces.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.error;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
