package io.novacron.api.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a template.
 *
 * @param name 1 to 63 letters, digits, hyphens and underscores, beginning with a letter
 * @param type what its value must be
 * @param description what it is for
 * @param required whether a value must be given; excludes a default
 * @param defaultValue the value when none is given; without one, and not required, it is empty text
 * @param allowed the only legal values; empty for any
 * @param min least value of a number, or fewest characters of a text
 * @param max greatest value of a number, or most characters of a text
 * @param pattern regular expression that the whole value of a text must match
 * @param secret whether the value must never be seen again; one that is may be used in user data
 *     only, and has no default
 */
public record TemplateParameter(
    String name,
    ParameterType type,
    @Nullable String description,
    boolean required,
    @Nullable String defaultValue,
    List<String> allowed,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable String pattern,
    boolean secret) {
  public TemplateParameter {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    allowed = List.copyOf(allowed);
  }
}
