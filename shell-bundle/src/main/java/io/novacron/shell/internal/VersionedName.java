package io.novacron.shell.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something with versions as a person names it: its name, and a version behind a colon.
 *
 * @param name its name
 * @param version its version; absent for the latest
 */
record VersionedName(String name, @Nullable Integer version) {
  private static final Pattern FORM = Pattern.compile("([^:]+)(?::([1-9][0-9]{0,8}))?");

  /** Reads a word; what cannot be read is told to the values. */
  static VersionedName read(String option, String word, Values values) {
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      values.wrong(option, "must be NAME or NAME:VERSION, such as web:2, but is " + word);
      return new VersionedName("", null);
    }
    String number = matcher.group(2);
    return new VersionedName(matcher.group(1), number == null ? null : Integer.valueOf(number));
  }
}
