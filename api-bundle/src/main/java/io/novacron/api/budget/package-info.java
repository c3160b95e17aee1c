/**
 * What the machines of a tenant, an account or a label may cost together, as versioned records.
 *
 * <p>How a budget is kept to is hidden in the core; here is what it says and who keeps it.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.budget;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
