/** What keeps an installation in order: removing what is no longer to be kept. */
@Version("0.1.0")
@NullMarked
package io.novacron.api.maintenance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
