/**
 * Which host of a pool of ours a machine runs on, and why: values, and what the core lends to those
 * who fill a pool.
 *
 * <p>How a host is chosen is hidden in the core; here is what is asked and what is answered. A
 * provider of hosts of our own asks for each machine, keeps the answer in its own durable record,
 * and so stays the one who knows what runs where.
 */
@Version("0.1.0")
@NullMarked
package io.novacron.api.packing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
