/**
 * The system of record: versioned records, transactions within one partition key, derived indexes,
 * and ownership of shards.
 *
 * <p>Caches are not here: what can be fetched again does not belong in the state store.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
