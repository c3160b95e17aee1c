/**
 * What can be bought: regions, instance types and their prices, with source and date.
 *
 * <p>Nothing here speaks to a cloud; the catalog is data with a digest.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.catalog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
