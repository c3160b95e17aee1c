/**
 * Lists what is at the clouds, holds it against what is recorded, and finds what nobody knows of.
 */
@NullMarked
package io.novacron.core.internal.inventory;

import org.jspecify.annotations.NullMarked;
