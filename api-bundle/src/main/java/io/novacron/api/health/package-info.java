/** Whether this node can serve, said by each part that others depend on. */
@Version("0.1.0")
@NullMarked
package io.novacron.api.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
