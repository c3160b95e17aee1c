package io.novacron.api.provider;

import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Providers and their versions, for the faces. Safe for use by many threads. */
public interface ProviderService {
  /**
   * The versions of providers that are there on this node, by type and version, then the bundles
   * that were refused, by file. Answers from memory.
   */
  List<ProviderVersion> list(Caller caller);

  /**
   * Lets another version of a provider serve the accounts of its type: opens them with it, checks
   * their health, gives it the new work, waits for the former version's calls and closes that. When
   * an account that was ready is not healthy with it, the former version goes on, and the operation
   * fails with the reason. The choice is recorded, so that a restart keeps it. To go back is to
   * swap to the former version.
   *
   * @param type provider type, such as {@code aws}
   * @param version a version of it that is there
   * @param options how it is asked for
   * @return what it does, with the operation that does it; fails with NOT_FOUND when there is no
   *     such type or version, which the problem lists; with CONFLICT when that version serves
   *     already (code {@code provider-version-serves}) or another swap of the type is under way
   *     (code {@code provider-swap-running}, with the operation)
   */
  CompletionStage<LongWork> swap(
      Caller caller, String type, String version, RequestOptions options);
}
