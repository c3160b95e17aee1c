package io.novacron.api.template;

import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Templates, for the faces. Authorises the caller and keeps an audit record of every change before
 * it answers. Methods return at once and are safe for use by many threads; stages fail with a
 * {@link io.novacron.api.error.ProblemException}: INVALID with the wrong fields, DENIED, NOT_FOUND,
 * CONFLICT, or UNAVAILABLE while the state store is not there.
 */
public interface TemplateService {
  /**
   * Makes a template. Its first version is 1, or the next number where a template of the name was
   * deleted.
   *
   * @param options how it is asked for; a dry run gives the version that there would be
   * @return its first version; CONFLICT (code {@code template-exists}) when the name is taken
   */
  CompletionStage<Template> create(
      Caller caller, String name, TemplateContent content, RequestOptions options);

  /** Makes a template, without an idempotency key. */
  default CompletionStage<Template> create(Caller caller, String name, TemplateContent content) {
    return create(caller, name, content, RequestOptions.NONE);
  }

  /**
   * Adds a version, which becomes the latest. Content that is equal to the latest version's adds
   * none and gives that one, so that a repeated request does no harm.
   *
   * @param expectedRevision revision that the template must have, or absent for any; another is
   *     CONFLICT (code {@code revision-mismatch})
   * @param options how it is asked for; a dry run gives the version that there would be
   */
  CompletionStage<Template> addVersion(
      Caller caller,
      String name,
      TemplateContent content,
      @Nullable Long expectedRevision,
      RequestOptions options);

  /** Adds a version, without an idempotency key. */
  default CompletionStage<Template> addVersion(
      Caller caller, String name, TemplateContent content, @Nullable Long expectedRevision) {
    return addVersion(caller, name, content, expectedRevision, RequestOptions.NONE);
  }

  /**
   * One version of a template.
   *
   * @param version number of the version, also of a deleted template; absent for the latest of one
   *     that is not deleted
   */
  CompletionStage<Template> get(Caller caller, String name, @Nullable Integer version);

  /** Lists the latest versions of the templates that are not deleted, by name. */
  CompletionStage<Page<Template>> list(Caller caller, int pageSize, @Nullable String pageToken);

  /** Lists the versions of one template, newest first. */
  CompletionStage<Page<Template>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken);

  /**
   * Deletes a template: no machine is made from it any more. Its versions stay, so that machines
   * made from them can be explained, and their numbers are never used again.
   *
   * @param expectedRevision as in {@link #addVersion}
   * @param options how it is asked for
   * @return its latest version as it is once the template is deleted, or would be
   */
  CompletionStage<Template> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options);

  /** Deletes a template, without an idempotency key. */
  default CompletionStage<Template> delete(
      Caller caller, String name, @Nullable Long expectedRevision) {
    return delete(caller, name, expectedRevision, RequestOptions.NONE);
  }
}
