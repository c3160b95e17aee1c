package io.novacron.shell.internal;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/**
 * Takes the options behind the first argument, which the container's own parser does not: it would
 * count {@code --vcpus} of {@code vm-create web --vcpus 4} as another argument. Fields of options
 * are text, lists of text, or flags.
 */
final class TrailingOptions {
  private final Object action;

  TrailingOptions(Object action) {
    this.action = action;
  }

  /**
   * Sets the fields of the options among the words.
   *
   * @return the words that are no options
   */
  List<String> take(List<String> words) throws UsageException {
    List<String> arguments = new ArrayList<>();
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (word.startsWith("-") && word.length() > 1) {
        take(word, rest);
      } else {
        arguments.add(word);
      }
    }
    return arguments;
  }

  private void take(String word, Iterator<String> rest) throws UsageException {
    int sign = word.indexOf('=');
    String name = sign < 0 ? word : word.substring(0, sign);
    String value = sign < 0 ? null : word.substring(sign + 1);
    Field field = field(name);
    if (field == null) {
      throw new UsageException(name, "is not an option of this command");
    }
    boolean flag = field.getType() == boolean.class;
    if (value == null && !flag) {
      if (!rest.hasNext()) {
        throw new UsageException(name, "needs a value");
      }
      value = rest.next();
    }
    try {
      if (flag) {
        field.setBoolean(action, value == null || Boolean.parseBoolean(value));
      } else if (field.getType() == List.class) {
        field.set(action, appended((List<?>) field.get(action), value));
      } else {
        field.set(action, value);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Field field(String name) {
    for (Class<?> type = action.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Option option = field.getAnnotation(Option.class);
        if (option != null
            && (option.name().equals(name) || Arrays.asList(option.aliases()).contains(name))) {
          return field;
        }
      }
    }
    return null;
  }

  private static List<Object> appended(@Nullable List<?> values, @Nullable Object value) {
    List<Object> all = new ArrayList<>();
    if (values != null) {
      all.addAll(values);
    }
    all.add(value);
    return all;
  }
}
