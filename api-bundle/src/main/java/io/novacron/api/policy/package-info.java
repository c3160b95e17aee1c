/**
 * What an operator prefers and forbids in placement, as versioned records.
 *
 * <p>How a policy is applied is hidden in the core; here is what it says and who keeps it.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.policy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
