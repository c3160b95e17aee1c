@NullMarked
package io.novacron.rest.internal.http;

import org.jspecify.annotations.NullMarked;
