package io.novacron.api.machine;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The template that a machine is made from.
 *
 * @param name name of the template
 * @param version its version; absent in a request for the latest, always there in a record
 * @param parameters values of its parameters; those of secret ones are digests in a record
 */
public record TemplateReference(
    String name, @Nullable Integer version, Map<String, String> parameters) {
  public TemplateReference {
    Objects.requireNonNull(name, "name");
    parameters = Map.copyOf(parameters);
  }

  /** Names the parameters without their values, some of which may be secret. */
  @Override
  public String toString() {
    return "TemplateReference[name="
        + name
        + ", version="
        + version
        + ", parameters="
        + new TreeSet<>(parameters.keySet())
        + "]";
  }
}
