/**
 * What every state store must do, as tests to extend, and a store in memory that does it, for the
 * tests of everything that needs one.
 */
@NullMarked
package io.novacron.store.contract;

import org.jspecify.annotations.NullMarked;
