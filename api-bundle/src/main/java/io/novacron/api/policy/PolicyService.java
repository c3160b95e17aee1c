package io.novacron.api.policy;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Policies, for the faces. Authorises the caller and keeps an audit record of every change before
 * it answers. Methods return at once and are safe for use by many threads; stages fail with a
 * {@link io.novacron.api.error.ProblemException}: INVALID with the wrong fields, DENIED, NOT_FOUND,
 * CONFLICT, or UNAVAILABLE while the state store is not there.
 */
public interface PolicyService {
  /**
   * Makes a policy. Its first version is 1, or the next number where a policy of the name was
   * deleted.
   *
   * @param options how it is asked for; a dry run gives the version that there would be
   * @return its first version; CONFLICT (code {@code policy-exists}) when the name is taken, also
   *     by a built-in one
   */
  CompletionStage<Policy> create(
      Caller caller, String name, PolicyContent content, RequestOptions options);

  /** Makes a policy, without an idempotency key. */
  default CompletionStage<Policy> create(Caller caller, String name, PolicyContent content) {
    return create(caller, name, content, RequestOptions.NONE);
  }

  /**
   * Adds a version, which becomes the latest and applies to the next decision. Content that is
   * equal to the latest version's adds none and gives that one, so that a repeated request does no
   * harm.
   *
   * @param expectedRevision revision that the policy must have, or absent for any; another is
   *     CONFLICT (code {@code revision-mismatch})
   * @param options how it is asked for; a dry run gives the version that there would be
   */
  CompletionStage<Policy> addVersion(
      Caller caller,
      String name,
      PolicyContent content,
      @Nullable Long expectedRevision,
      RequestOptions options);

  /** Adds a version, without an idempotency key. */
  default CompletionStage<Policy> addVersion(
      Caller caller, String name, PolicyContent content, @Nullable Long expectedRevision) {
    return addVersion(caller, name, content, expectedRevision, RequestOptions.NONE);
  }

  /**
   * One version of a policy.
   *
   * @param version number of the version, also of a deleted policy; absent for the latest of one
   *     that is not deleted
   */
  CompletionStage<Policy> get(Caller caller, String name, @Nullable Integer version);

  /**
   * Lists the latest versions of the policies that are not deleted, by name; the built-in ones come
   * first, on the first page, beyond its size.
   */
  CompletionStage<Page<Policy>> list(Caller caller, int pageSize, @Nullable String pageToken);

  /** Lists the versions of one policy, newest first. */
  CompletionStage<Page<Policy>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken);

  /**
   * Deletes a policy: no machine is placed by it any more. Its versions stay, so that decisions
   * made by them can be explained, and their numbers are never used again.
   *
   * @param expectedRevision as in {@link #addVersion}
   * @param options how it is asked for
   * @return its latest version as it is once the policy is deleted, or would be
   */
  CompletionStage<Policy> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options);

  /** Deletes a policy, without an idempotency key. */
  default CompletionStage<Policy> delete(
      Caller caller, String name, @Nullable Long expectedRevision) {
    return delete(caller, name, expectedRevision, RequestOptions.NONE);
  }
}
