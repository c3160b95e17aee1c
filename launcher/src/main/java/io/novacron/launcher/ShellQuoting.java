package io.novacron.launcher;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes one line of the node's shell from the words that the caller's shell had split. */
final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private ShellQuoting() {}

  /** One word is taken as a whole line; several are quoted where they need it. */
  static String join(List<String> words) {
    if (words.size() == 1) {
      return words.get(0);
    }
    return words.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }
}
