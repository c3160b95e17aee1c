@NullMarked
package io.novacron.rest.internal;

import org.jspecify.annotations.NullMarked;
