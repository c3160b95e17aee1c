package io.novacron.core.internal.template;

import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.novacron.core.internal.version.VersionProblems;
import io.novacron.core.internal.version.VersionReader;
import io.novacron.core.internal.version.Versioned;
import io.novacron.core.internal.version.VersionedKind;

/** Templates as things with versions. */
final class TemplateRecords {
  static final VersionedKind<TemplateContent> KIND =
      new VersionedKind<>("template", "templates", TemplateContent.class);
  static final VersionReader<TemplateContent> READER = new VersionReader<>(KIND);
  static final VersionProblems PROBLEMS = new VersionProblems(KIND);

  private TemplateRecords() {}

  static Template template(Versioned<TemplateContent> kept) {
    return new Template(
        kept.name(),
        kept.tenant(),
        kept.version(),
        kept.latest(),
        kept.deleted(),
        kept.content(),
        kept.createdAt(),
        kept.createdBy(),
        kept.revision());
  }
}
