package io.novacron.api.provider;

/**
 * Makes providers for accounts. A provider bundle registers one as an OSGi service; it holds no
 * state and makes no call to the cloud.
 */
public interface ProviderFactory {
  /** What this provider is; always the same value. */
  ProviderDescriptor descriptor();

  /**
   * Makes a provider for one account. Makes no call to the cloud.
   *
   * @param account settings, validated against the descriptor's keys and complete with defaults
   * @param environment what the control plane lends
   * @return the provider, to be closed by the caller
   * @throws io.novacron.api.error.ProblemException with INVALID when settings that are legal one by
   *     one do not fit together; with UNAVAILABLE when its own files cannot be opened
   */
  Provider create(AccountConfiguration account, ProviderEnvironment environment);

  /**
   * Whether only one provider may be open for an account at a time, because it holds the files of
   * its directory. Another version then gets the account only after this one has closed it, so that
   * work pauses for a moment; otherwise both are open until the calls of the former one have ended.
   * Always the same value.
   */
  default boolean exclusive() {
    return false;
  }
}
