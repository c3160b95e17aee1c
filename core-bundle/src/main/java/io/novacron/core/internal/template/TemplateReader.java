package io.novacron.core.internal.template;

import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.template.Template;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads templates from the store. */
final class TemplateReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private TemplateReader() {}

  /**
   * One version of a template.
   *
   * @param version number of the version, also of a deleted template; absent for the latest of one
   *     that is not deleted
   */
  static CompletionStage<Template> read(
      StateStore store, String tenant, String name, @Nullable Integer version) {
    return head(store, tenant, name)
        .thenCompose(
            found -> {
              StoredRecord head =
                  found
                      .filter(stored -> version != null || !TemplateRecords.head(stored).deleted())
                      .orElseThrow(() -> TemplateProblems.notFound(name));
              return version(store, head, version);
            });
  }

  /** The head of a template, deleted ones included; NOT_FOUND for what cannot be a name. */
  static CompletionStage<Optional<StoredRecord>> head(
      StateStore store, String tenant, String name) {
    if (!NAME.matcher(name).matches()) {
      throw TemplateProblems.notFound(name.length() > 80 ? name.substring(0, 80) + "..." : name);
    }
    return store.get(TemplateRecords.head(tenant, name));
  }

  /** A version of the template that a head belongs to; absent for the latest. */
  static CompletionStage<Template> version(
      StateStore store, StoredRecord head, @Nullable Integer version) {
    String name = head.key().id();
    int latest = TemplateRecords.head(head).latest();
    int number = version == null ? latest : version;
    if (number < 1 || number > latest) {
      throw TemplateProblems.versionNotFound(name, number, latest);
    }
    return store
        .get(TemplateRecords.version(head.key().tenant(), name, number))
        .thenApply(
            found ->
                TemplateRecords.template(
                    head,
                    found.orElseThrow(
                        () -> TemplateProblems.versionNotFound(name, number, latest))));
  }
}
