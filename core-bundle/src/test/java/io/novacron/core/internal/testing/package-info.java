/** What tests of core share: manual time, a fake cloud, and a small world around the engine. */
@NullMarked
package io.novacron.core.internal.testing;

import org.jspecify.annotations.NullMarked;
