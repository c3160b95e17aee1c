/** What happened to machines and operations, told to listeners after it was recorded. */
@Version("0.1.0")
@NullMarked
package io.novacron.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
