package io.novacron.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The validated settings of one node.
 *
 * @param data where everything is kept; absolute
 * @param values the text of each setting, defaults included
 * @param warnings what was ignored, one line each
 */
record Settings(Path data, Map<Setting, String> values, List<String> warnings) {
  Settings {
    values = Map.copyOf(values);
    warnings = List.copyOf(warnings);
  }

  String get(Setting setting) {
    String value = values.get(setting);
    return value == null ? setting.byDefault() : value;
  }

  String httpHost() {
    return get(Setting.NOVACRON_HTTP_HOST);
  }

  int httpPort() {
    return Integer.parseInt(get(Setting.NOVACRON_HTTP_PORT));
  }

  /** Empty when the shell is off. */
  OptionalInt shellPort() {
    String value = get(Setting.NOVACRON_SHELL_PORT);
    return value.equals("off") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  int gridPort() {
    return Integer.parseInt(get(Setting.NOVACRON_GRID_PORT));
  }

  String node() {
    return get(Setting.NOVACRON_NODE);
  }

  long heapBytes() {
    return ByteSize.parse(get(Setting.NOVACRON_HEAP));
  }

  long offheapBytes() {
    return ByteSize.parse(get(Setting.NOVACRON_OFFHEAP));
  }

  /** The base of every address; a wildcard listener is reached over loopback. */
  String baseAddress() {
    String host = httpHost();
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()) {
        host = "127.0.0.1";
      }
    } catch (UnknownHostException e) {
      // The check before the start names it; a client command fails when it connects.
    }
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + httpPort();
  }
}
