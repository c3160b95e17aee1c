package io.novacron.provider.aws.internal;

import io.novacron.api.provider.ProviderError;

/** Ends a call with an error that we found ourselves, before anything was changed. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;

  Refusal(ProviderError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  ProviderError error() {
    return error;
  }
}
