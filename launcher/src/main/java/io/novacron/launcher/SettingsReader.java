package io.novacron.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the settings from the environment and from a file of {@code KEY = value} lines. */
final class SettingsReader {
  private final Map<String, String> environment;
  private final Path file;

  SettingsReader(Map<String, String> environment, Path file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * The settings, with the data directory as the start script resolved it.
   *
   * @throws LauncherException naming the key, its source, the value and what is legal
   */
  Settings read(Path data) {
    List<String> warnings = new ArrayList<>();
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    readFile(values, warnings);
    readEnvironment(values, warnings);
    return new Settings(data, values, warnings);
  }

  private void readEnvironment(Map<Setting, String> values, List<String> warnings) {
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      if (entry.getKey().startsWith("NOVACRON_") && !entry.getValue().isEmpty()) {
        take(entry.getKey(), entry.getValue(), "the environment", values, warnings);
      }
    }
  }

  private void readFile(Map<Setting, String> values, List<String> warnings) {
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new LauncherException(
          ExitCode.WRONG_USE, file + " cannot be read: " + Failures.reason(e));
    }
    int number = 0;
    for (String line : lines) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new LauncherException(
            ExitCode.WRONG_USE,
            file + " line " + number + ": '" + text + "' is not of the form KEY = value");
      }
      String value = text.substring(equals + 1).strip();
      if (!value.isEmpty()) {
        String source = file + " line " + number;
        take(text.substring(0, equals).strip(), value, source, values, warnings);
      }
    }
  }

  private static void take(
      String key, String value, String source, Map<Setting, String> values, List<String> warnings) {
    Optional<Setting> setting = Setting.named(key);
    if (setting.isEmpty()) {
      warnings.add(
          key
              + " in "
              + source
              + " is not a setting and is ignored; legal are "
              + Setting.allNames());
      return;
    }
    if (!setting.get().allows(value)) {
      throw new LauncherException(
          ExitCode.WRONG_USE,
          key
              + "="
              + value
              + " in "
              + source
              + " is not legal: it has to be "
              + setting.get().legal());
    }
    values.put(setting.get(), value);
  }
}
