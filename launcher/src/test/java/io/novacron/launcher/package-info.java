@NullMarked
package io.novacron.launcher;

import org.jspecify.annotations.NullMarked;
