package io.novacron.core.internal.template;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.store.StateStore;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Makes a machine's spec from a template and the values of its parameters. */
public final class TemplateExpansion {
  private TemplateExpansion() {}

  /**
   * Expands a spec that names a template.
   *
   * @param digest gives the digest of a secret value
   * @return the spec with the template's fields in it, and the version and values that they came
   *     from, secret ones as digests; its user data is still in the clear. Fails with INVALID that
   *     names each wrong parameter, or NOT_FOUND
   */
  public static CompletionStage<MachineSpec> expand(
      StateStore store,
      String tenant,
      MachineSpec asked,
      TemplateReference reference,
      UnaryOperator<String> digest) {
    return TemplateRecords.READER
        .read(store, tenant, reference.name(), reference.version())
        .thenApply(kept -> expand(asked, reference, TemplateRecords.template(kept), digest));
  }

  static MachineSpec expand(
      MachineSpec asked,
      TemplateReference reference,
      Template template,
      UnaryOperator<String> digest) {
    if (template.deleted()) {
      throw TemplateRecords.PROBLEMS.notFound(reference.name());
    }
    ParameterValues values =
        ParameterValues.of(template.content().parameters(), reference.parameters());
    if (!values.errors().isEmpty()) {
      throw invalid(template, values.errors());
    }
    Map<String, String> fields = new HashMap<>();
    template
        .content()
        .fields()
        .forEach((pointer, text) -> fields.put(pointer, Placeholders.fill(text, values.values())));
    FilledSpec filled = new FilledSpec(asked, fields);
    MachineSpec spec = filled.build();
    if (!filled.errors().isEmpty()) {
      throw invalid(template, filled.errors());
    }
    Map<String, String> shown = new HashMap<>(values.values());
    for (TemplateParameter parameter : template.content().parameters()) {
      if (parameter.secret()) {
        shown.computeIfPresent(parameter.name(), (name, value) -> digest.apply(value));
      }
    }
    return spec.toBuilder()
        .template(new TemplateReference(template.name(), template.version(), shown))
        .build();
  }

  private static ProblemException invalid(Template template, List<FieldError> errors) {
    return Problem.builder(
            "invalid-parameters",
            Category.INVALID,
            "Version "
                + template.version()
                + " of the template "
                + template.name()
                + " cannot be used with these parameters.")
        .errors(errors)
        .nextStep("Correct the parameters named and ask again.")
        .toException();
  }
}
