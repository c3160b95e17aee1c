package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.ProviderError;
import io.novacron.provider.simulator.internal.Ruling.Refused;

/** Puts refusals into the words of a cloud. */
final class CloudErrors {
  private final CloudStyle style;

  CloudErrors(CloudStyle style) {
    this.style = style;
  }

  ProviderError of(Refused refused, String requestId) {
    return new ProviderError(
        style.category(refused.refusal()),
        refused.message(),
        style.code(refused.refusal()),
        requestId,
        refused.scope(),
        refused.retryAfter());
  }
}
