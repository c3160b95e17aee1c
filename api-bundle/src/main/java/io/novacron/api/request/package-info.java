/** How a change is asked for, whatever it changes. */
@Version("0.1.0")
@NullMarked
package io.novacron.api.request;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
