/**
 * What is seen at the clouds, held against what is recorded: how old an answer is, where machines
 * are not as they are wanted, and what is there that nobody knows of. What is wanted itself is in
 * {@code machine}.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.inventory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
