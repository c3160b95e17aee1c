/**
 * The state store on an embedded Ignite: keys and envelopes, commits with a shared flush, derived
 * indexes, claims on shards.
 */
@NullMarked
package io.novacron.cache.ignite.internal;

import org.jspecify.annotations.NullMarked;
