package io.novacron.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Reads files on the node. What is wrong is told to the values, and the content then empty. */
final class NodeFile {
  private static final long LARGEST = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private NodeFile() {}

  /** The text of a file. */
  static String text(String option, String file, Values values) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LARGEST) {
        values.wrong(option, "must be a file of at most " + LARGEST + " bytes: " + file);
        return "";
      }
      return Files.readString(path);
    } catch (IOException | InvalidPathException e) {
      values.wrong(option, "must be a text file on the node that can be read: " + e);
      return "";
    }
  }

  /** The JSON object in a file. */
  static JsonNode object(String option, String file, Values values) {
    String text = text(option, file, values);
    if (!text.isEmpty()) {
      try {
        JsonNode tree = MAPPER.readTree(text);
        if (tree.isObject()) {
          return tree;
        }
        values.wrong(option, "must hold a JSON object");
      } catch (JsonProcessingException e) {
        values.wrong(
            option,
            "must be JSON, but in line "
                + e.getLocation().getLineNr()
                + ": "
                + e.getOriginalMessage());
      }
    }
    return MAPPER.createObjectNode();
  }

  /**
   * Tells of the fields of an object that are not known.
   *
   * @param at JSON pointer of the object
   */
  static void unknown(JsonNode node, String at, Set<String> known, Values values) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                values.wrong(at + "/" + name, "is not known; known are " + new TreeSet<>(known));
              }
            });
  }
}
