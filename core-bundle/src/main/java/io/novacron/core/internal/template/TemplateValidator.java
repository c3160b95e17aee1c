package io.novacron.core.internal.template;

import io.novacron.api.error.FieldError;
import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateParameter;
import io.novacron.core.internal.version.RecordName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks the whole content of a template, so that all that is wrong is said at once. */
final class TemplateValidator {
  private static final int MOST_PARAMETERS = 64;
  private static final int MOST_FIELDS = 128;
  private static final int LONGEST_FIELD = 32_768;
  private static final int LONGEST_SPEC = 131_072;
  private static final int LONGEST_DESCRIPTION = 1000;
  private static final int LONGEST_PATTERN = 500;

  private final List<FieldError> errors = new ArrayList<>();
  private final Map<String, TemplateParameter> declared = new HashMap<>();

  private TemplateValidator() {}

  /** All that is wrong; empty when machines can be made of it, given the right parameters. */
  static List<FieldError> validate(@Nullable String name, TemplateContent content) {
    TemplateValidator validator = new TemplateValidator();
    if (name != null && !RecordName.legal(name)) {
      validator.reject("/name", RecordName.RULE);
    }
    validator.description("/description", content.description());
    validator.parameters(content.parameters());
    validator.fields(content.fields());
    return List.copyOf(validator.errors);
  }

  private void description(String pointer, @Nullable String text) {
    if (text != null && text.length() > LONGEST_DESCRIPTION) {
      reject(pointer, "must have at most " + LONGEST_DESCRIPTION + " characters");
    }
  }

  private void parameters(List<TemplateParameter> parameters) {
    if (parameters.size() > MOST_PARAMETERS) {
      reject("/parameters", "may have at most " + MOST_PARAMETERS + " entries");
    }
    for (int i = 0; i < parameters.size(); i++) {
      TemplateParameter parameter = parameters.get(i);
      String at = "/parameters/" + i;
      if (!Placeholders.legal(parameter.name())) {
        reject(
            at + "/name",
            "must be 1 to 63 letters, digits, hyphens and underscores, beginning with a letter");
      } else if (declared.put(parameter.name(), parameter) != null) {
        reject(at + "/name", "is declared twice");
      }
      description(at + "/description", parameter.description());
      limits(parameter, at);
      boolean legalPattern = pattern(parameter, at);
      if (legalPattern) {
        values(parameter, at);
      }
    }
  }

  private void limits(TemplateParameter parameter, String at) {
    boolean limited = parameter.min() != null || parameter.max() != null;
    if (limited && parameter.type() == ParameterType.BOOLEAN) {
      reject(at + "/min", "limits numbers and the length of text, not what is true or false");
    }
    if (parameter.min() != null
        && parameter.max() != null
        && parameter.min().compareTo(parameter.max()) > 0) {
      reject(at + "/min", "must not be greater than max");
    }
  }

  private boolean pattern(TemplateParameter parameter, String at) {
    String pattern = parameter.pattern();
    if (pattern == null) {
      return true;
    }
    if (parameter.type() != ParameterType.STRING) {
      reject(at + "/pattern", "is for parameters of type string");
      return false;
    }
    try {
      Pattern.compile(pattern);
      if (pattern.length() <= LONGEST_PATTERN) {
        return true;
      }
      reject(at + "/pattern", "must have at most " + LONGEST_PATTERN + " characters");
    } catch (PatternSyntaxException e) {
      reject(at + "/pattern", "must be a regular expression: " + e.getDescription());
    }
    return false;
  }

  private void values(TemplateParameter parameter, String at) {
    String value = parameter.defaultValue();
    if (value != null && parameter.required()) {
      reject(at + "/default", "is never used, as the parameter is required");
    } else if (value != null && parameter.secret()) {
      reject(at + "/default", "would not be secret; make the parameter required");
    } else if (value != null) {
      ParameterCheck.fault(parameter, value).ifPresent(fault -> reject(at + "/default", fault));
    }
    for (int i = 0; i < parameter.allowed().size(); i++) {
      if (!ParameterCheck.typed(parameter.type(), parameter.allowed().get(i))) {
        reject(at + "/allowed/" + i, "must be of type " + parameter.type().wireName());
      }
    }
  }

  private void fields(Map<String, String> fields) {
    if (fields.isEmpty()) {
      reject("/spec", "must have a field; known are " + SpecField.known());
    }
    if (fields.size() > MOST_FIELDS) {
      reject("/spec", "may have at most " + MOST_FIELDS + " fields");
    }
    if (fields.values().stream().mapToLong(String::length).sum() > LONGEST_SPEC) {
      reject("/spec", "must have at most " + LONGEST_SPEC + " characters in all its fields");
    }
    new TreeMap<>(fields).forEach(this::field);
  }

  private void field(String pointer, String text) {
    String at = "/spec" + pointer;
    Optional<SpecField> field = SpecField.at(pointer);
    if (field.isEmpty()) {
      reject(
          at,
          pointer.equals("/name")
              ? "is given with each machine, not by its template"
              : "is not known; known are " + SpecField.known());
      return;
    }
    if (text.length() > LONGEST_FIELD) {
      reject(at, "must have at most " + LONGEST_FIELD + " characters");
      return;
    }
    Set<String> names = Placeholders.names(text);
    for (String name : names) {
      TemplateParameter parameter = declared.get(name);
      if (parameter == null) {
        reject(
            at,
            "refers to the parameter \""
                + name
                + "\", which is not declared; declared are "
                + new TreeSet<>(declared.keySet())
                + ", and $${ stands for the characters ${");
      } else if (parameter.secret() && !pointer.equals(SpecField.USER_DATA)) {
        reject(at, "can be read, so the secret parameter " + name + " may be in /userData only");
      }
    }
    type(field.get().type(), at, text, names);
  }

  private void type(ParameterType type, String at, String text, Set<String> names) {
    if (type == ParameterType.STRING) {
      return;
    }
    String only = Placeholders.only(text);
    TemplateParameter parameter = only == null ? null : declared.get(only);
    boolean fits =
        names.isEmpty()
            ? ParameterCheck.typed(type, text)
            : parameter == null
                || parameter.type() == type
                || (type == ParameterType.NUMBER && parameter.type() == ParameterType.INTEGER);
    if (!fits || (!names.isEmpty() && only == null)) {
      reject(
          at,
          "must be a "
              + (type == ParameterType.INTEGER ? "whole number" : "number")
              + ", or one parameter of type "
              + type.wireName());
    }
  }

  private void reject(String pointer, String message) {
    errors.add(new FieldError(pointer, message));
  }
}
