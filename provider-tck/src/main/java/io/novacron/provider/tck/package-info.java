/**
 * The contract that every provider keeps, as tests.
 *
 * <p>A provider's own tests extend {@link io.novacron.provider.tck.ProviderContract}, say which
 * factory and account to test and how the cloud is brought into trouble, and inherit the clauses.
 * Clauses that need more than a provider (an engine, a container, several nodes) are tested
 * elsewhere.
 */
@NullMarked
package io.novacron.provider.tck;

import org.jspecify.annotations.NullMarked;
