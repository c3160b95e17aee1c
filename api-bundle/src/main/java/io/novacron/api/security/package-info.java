/**
 * Who calls, what they may do, and the record of what they did.
 *
 * <p>Holds the services that every face goes through. How identities are stored and proven is the
 * business of the implementing bundle.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.security;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
