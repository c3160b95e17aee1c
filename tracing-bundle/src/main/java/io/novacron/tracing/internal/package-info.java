/** Traces to an OpenTelemetry collector. */
@NullMarked
package io.novacron.tracing.internal;

import org.jspecify.annotations.NullMarked;
