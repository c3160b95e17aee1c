@NullMarked
package io.novacron.rest.internal.jetty;

import org.jspecify.annotations.NullMarked;
