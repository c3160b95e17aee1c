/**
 * The contract between the control plane and a cloud.
 *
 * <p>A provider bundle implements {@link io.novacron.api.provider.ProviderFactory} and the facets
 * of {@link io.novacron.api.provider.Provider}; the control plane is their only caller.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.provider;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
