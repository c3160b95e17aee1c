package io.novacron.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code run} and {@code start}.
 *
 * @param json whether the log is written as JSON lines
 * @param sample the file of machines to create once ready, or null
 */
record RunOptions(boolean json, @Nullable Path sample) {
  static RunOptions parse(
      String command, List<String> arguments, Path directory, List<String> legal) {
    boolean json = false;
    Path sample = null;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!legal.contains(argument)) {
        throw Main.unknownOption(command, argument, legal);
      }
      if (argument.equals("--json")) {
        json = true;
      } else {
        i++;
        if (i == arguments.size()) {
          throw new LauncherException(ExitCode.WRONG_USE, "--sample needs a file after it");
        }
        sample = readable(directory.resolve(arguments.get(i)));
      }
    }
    return new RunOptions(json, sample);
  }

  static Path readable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new LauncherException(ExitCode.WRONG_USE, file + " is not a file that can be read");
    }
    return file;
  }
}
