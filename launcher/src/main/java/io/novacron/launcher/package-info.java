/**
 * The command line: reads the settings, checks what can be checked before anything is written,
 * starts the container in the same JVM, and is the client for {@code status}, {@code stop}, {@code
 * shell} and {@code sample}. It is no bundle and shares no class with one.
 */
@NullMarked
package io.novacron.launcher;

import org.jspecify.annotations.NullMarked;
