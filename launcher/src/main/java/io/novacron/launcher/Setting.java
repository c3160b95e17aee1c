package io.novacron.launcher;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings: an environment variable, or a line of {@code etc/novacron.properties}. Each knows
 * its default and what is legal.
 */
enum Setting {
  NOVACRON_DATA("data", "a path", ".+"),
  NOVACRON_HTTP_HOST("127.0.0.1", "an address or host name of this machine", "[A-Za-z0-9.:_-]+"),
  NOVACRON_HTTP_INSECURE("no", "yes or no", "yes|no"),
  NOVACRON_HTTP_PORT("8181", "a port from 1 to 65535", "[0-9]{1,5}", 1, 65_535),
  NOVACRON_SHELL_PORT("8101", "a port from 1 to 65535, or off", "off|[0-9]{1,5}", 1, 65_535),
  NOVACRON_NODE(
      "node-1",
      "1 to 63 of a-z, 0-9 and '-' with a letter or digit at both ends",
      "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"),
  NOVACRON_GRID_PORT("47500", "a port from 1 to 65435", "[0-9]{1,5}", 1, 65_435),
  NOVACRON_HEAP("1g", "a size such as 512m or 1g, at least 256m", ByteSize.PATTERN, 256),
  NOVACRON_OFFHEAP("512m", "a size such as 512m or 1g, at least 128m", ByteSize.PATTERN, 128),
  NOVACRON_SIMULATOR("auto", "auto, on, off or wire", "auto|on|off|wire"),
  NOVACRON_POOL("off", "the name of a file in etc/, or off", "off|[A-Za-z0-9._/-]+");

  private final String byDefault;
  private final String legal;
  private final Pattern pattern;
  private final int lowest;
  private final int highest;
  private final long leastMebibytes;

  Setting(String byDefault, String legal, String pattern) {
    this(byDefault, legal, pattern, 0, Integer.MAX_VALUE, 0);
  }

  Setting(String byDefault, String legal, String pattern, int lowest, int highest) {
    this(byDefault, legal, pattern, lowest, highest, 0);
  }

  Setting(String byDefault, String legal, String pattern, int leastMebibytes) {
    this(byDefault, legal, pattern, 0, Integer.MAX_VALUE, leastMebibytes);
  }

  Setting(
      String byDefault,
      String legal,
      String pattern,
      int lowest,
      int highest,
      long leastMebibytes) {
    this.byDefault = byDefault;
    this.legal = legal;
    this.pattern = Pattern.compile(pattern);
    this.lowest = lowest;
    this.highest = highest;
    this.leastMebibytes = leastMebibytes;
  }

  String byDefault() {
    return byDefault;
  }

  /** What a value has to be, as the end of a sentence. */
  String legal() {
    return legal;
  }

  boolean allows(String value) {
    if (!pattern.matcher(value).matches()) {
      return false;
    }
    if (leastMebibytes > 0) {
      return ByteSize.parse(value) >= leastMebibytes * ByteSize.MEBIBYTE;
    }
    if (highest < Integer.MAX_VALUE && Character.isDigit(value.charAt(0))) {
      int number = Integer.parseInt(value);
      return number >= lowest && number <= highest;
    }
    return true;
  }

  static Optional<Setting> named(String key) {
    return Arrays.stream(values()).filter(setting -> setting.name().equals(key)).findFirst();
  }

  static String allNames() {
    return Arrays.stream(values()).map(Setting::name).collect(Collectors.joining(", "));
  }
}
