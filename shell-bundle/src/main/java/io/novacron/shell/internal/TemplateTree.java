package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a template as an object like a machine spec. */
final class TemplateTree {
  private static final List<String> LISTS = List.of("disks", "securityGroups", "sshKeys");

  private TemplateTree() {}

  /** Puts texts by their JSON pointers into an object. */
  static void of(Map<String, String> fields, ObjectNode spec) {
    new TreeMap<>(fields)
        .forEach(
            (pointer, text) -> {
              String[] names = pointer.substring(1).split("/", -1);
              ObjectNode at = spec;
              for (int i = 0; i < names.length - 1; i++) {
                at = at.withObjectProperty(unescaped(names[i]));
              }
              at.put(unescaped(names[names.length - 1]), text);
            });
    LISTS.forEach(name -> list(spec, name));
  }

  private static void list(ObjectNode spec, String name) {
    if (spec.get(name) instanceof ObjectNode entries) {
      Map<Integer, JsonNode> sorted = new TreeMap<>();
      entries
          .properties()
          .forEach(entry -> sorted.put(Integer.valueOf(entry.getKey()), entry.getValue()));
      spec.putArray(name).addAll(sorted.values());
    }
  }

  private static String unescaped(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }
}
