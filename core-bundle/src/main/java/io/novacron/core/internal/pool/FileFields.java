package io.novacron.core.internal.pool;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a file, read with what is legal for each. What is wrong is collected,
 * so that all of it is told at once; the value is then one that is legal. Not thread-safe.
 */
final class FileFields {
  private final JsonNode node;
  private final String path;
  private final List<String> errors;
  private final Set<String> read = new TreeSet<>();

  FileFields(JsonNode node, String path, List<String> errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
    if (!node.isObject()) {
      errors.add((path.isEmpty() ? "the file" : path) + " must be an object");
    }
  }

  String text(String name, Pattern legal, String rule) {
    JsonNode value = value(name);
    if (value != null && value.isTextual() && legal.matcher(value.asText()).matches()) {
      return value.asText();
    }
    reject(name, rule);
    return "";
  }

  @Nullable String optionalText(String name, Pattern legal, String rule) {
    return value(name) == null ? null : text(name, legal, rule);
  }

  String text(String name, String byDefault, Pattern legal, String rule) {
    return value(name) == null ? byDefault : text(name, legal, rule);
  }

  int integer(String name, int least, int most) {
    JsonNode value = value(name);
    if (value != null
        && value.isIntegralNumber()
        && value.canConvertToInt()
        && value.asInt() >= least
        && value.asInt() <= most) {
      return value.asInt();
    }
    reject(name, "must be a whole number from " + least + " to " + most);
    return least;
  }

  int integer(String name, int byDefault, int least, int most) {
    return value(name) == null ? byDefault : integer(name, least, most);
  }

  double number(String name, double least, double most) {
    JsonNode value = value(name);
    if (value != null
        && value.isNumber()
        && value.asDouble() >= least
        && value.asDouble() <= most) {
      return value.asDouble();
    }
    reject(name, "must be a number from " + plain(least) + " to " + plain(most));
    return least;
  }

  double number(String name, double byDefault, double least, double most) {
    return value(name) == null ? byDefault : number(name, least, most);
  }

  /** A price in US dollars as millionths. */
  int micros(String name, int most) {
    JsonNode value = value(name);
    if (value != null && (value.isNumber() || value.isTextual())) {
      try {
        BigDecimal micros = new BigDecimal(value.asText()).movePointRight(6);
        if (micros.signum() >= 0
            && micros.compareTo(BigDecimal.valueOf(most).movePointRight(6)) <= 0) {
          return micros.intValueExact();
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // Told below, together with prices out of range.
      }
    }
    reject(name, "must be a price of 0 to " + most + " dollars with at most six decimals");
    return 0;
  }

  /** An object; an empty one when it may be left out and is. */
  void object(String name, boolean required, Consumer<FileFields> reader) {
    JsonNode value = value(name);
    if (value == null) {
      if (required) {
        reject(name, "must be given");
      }
      return;
    }
    FileFields fields = new FileFields(value, path + "/" + name, errors);
    reader.accept(fields);
    fields.end();
  }

  /** The objects of a list of at least one. */
  void list(String name, int most, Consumer<FileFields> reader) {
    JsonNode value = value(name);
    if (value == null || !value.isArray() || value.isEmpty() || value.size() > most) {
      reject(name, "must be a list of 1 to " + most + " objects");
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      FileFields fields = new FileFields(value.get(i), path + "/" + name + "/" + i, errors);
      reader.accept(fields);
      fields.end();
    }
  }

  /** All fields were read; any other is a mistake. */
  void end() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                reject(name, "is not known; known are " + String.join(", ", read));
              }
            });
  }

  void reject(String name, String rule) {
    errors.add(path + "/" + name + " " + rule);
  }

  private @Nullable JsonNode value(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
