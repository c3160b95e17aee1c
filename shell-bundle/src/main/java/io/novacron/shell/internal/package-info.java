/**
 * The shell face: small commands of the scope {@code novacron}, their options, output and
 * completion.
 */
@NullMarked
package io.novacron.shell.internal;

import org.jspecify.annotations.NullMarked;
