package io.novacron.core.internal.template;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts in which <code>${name}</code> stands for the value of a parameter and <code>$${</code> for
 * the characters <code>${</code>.
 */
final class Placeholders {
  private static final Pattern MARK = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  private Placeholders() {}

  /** The names that a text refers to, legal or not, in the order of the text. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      if (mark.group(1) != null) {
        names.add(mark.group(1));
      }
    }
    return names;
  }

  /** The parameter whose value is the whole text; absent when there is more in it, or none. */
  static @Nullable String only(String text) {
    Matcher mark = MARK.matcher(text);
    return mark.matches() ? mark.group(1) : null;
  }

  /** Whether a word may be the name of a parameter. */
  static boolean legal(String name) {
    return NAME.matcher(name).matches();
  }

  /** The text with values in place of names, all of which must be there. */
  static String fill(String text, Map<String, String> values) {
    return MARK.matcher(text)
        .replaceAll(
            mark -> {
              String name = mark.group(1);
              String value = name == null ? "${" : values.get(name);
              if (value == null) {
                throw new IllegalStateException("no value for " + name);
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
