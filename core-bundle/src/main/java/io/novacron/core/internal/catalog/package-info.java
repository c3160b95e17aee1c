/**
 * The price catalog: reading the compact data, the rules that correct and mark it, and the places
 * in it.
 */
@NullMarked
package io.novacron.core.internal.catalog;

import org.jspecify.annotations.NullMarked;
