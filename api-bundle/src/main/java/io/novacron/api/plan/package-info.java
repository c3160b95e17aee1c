/** Plans: what a change would do, kept for a while so that it can be applied as it was shown. */
@Version("0.1.0")
@NullMarked
package io.novacron.api.plan;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
