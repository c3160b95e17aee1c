/** Long-running work: its steps, attempts, outcome, and what it waits for. */
@Version("0.1.0")
@NullMarked
package io.novacron.api.operation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
