package io.novacron.shell.internal;

import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What there is to say about a template. */
final class TemplateFacts {
  private TemplateFacts() {}

  static Facts of(Template template) {
    Facts facts =
        new Facts()
            .add("name", template.name())
            .add("version", template.version() + " of " + template.latest())
            .add("deleted", template.deleted() ? "yes" : "")
            .add("about", Text.of(template.content().description()))
            .add("made", Text.time(template.createdAt()) + " by " + template.createdBy());
    template
        .content()
        .parameters()
        .forEach(parameter -> facts.add("parameter " + parameter.name(), limits(parameter)));
    new TreeMap<>(template.content().fields())
        .forEach((pointer, text) -> facts.add(pointer.substring(1), text));
    return facts;
  }

  private static String limits(TemplateParameter parameter) {
    List<String> words = new ArrayList<>();
    words.add(parameter.type().wireName());
    if (parameter.secret()) {
      words.add("secret");
    }
    if (parameter.required()) {
      words.add("required");
    } else if (parameter.defaultValue() != null) {
      words.add("default " + parameter.defaultValue());
    }
    if (!parameter.allowed().isEmpty()) {
      words.add("one of " + String.join(" ", parameter.allowed()));
    }
    if (parameter.min() != null) {
      words.add("min " + parameter.min().toPlainString());
    }
    if (parameter.max() != null) {
      words.add("max " + parameter.max().toPlainString());
    }
    if (parameter.pattern() != null) {
      words.add("pattern " + parameter.pattern());
    }
    String text = String.join(", ", words);
    return parameter.description() == null ? text : text + ": " + parameter.description();
  }
}
