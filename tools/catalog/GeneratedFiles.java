import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of lines that are written together. */
final class GeneratedFiles {
  private final Path output;
  private final Map<String, String> contents = new LinkedHashMap<>();

  GeneratedFiles(Path output) {
    this.output = output;
  }

  /** Adds a file, of which nothing is written yet. */
  void add(String file, List<String> lines) {
    contents.put(file, String.join("\n", lines) + "\n");
  }

  /** Writes the files when all are complete, so that wrong input leaves the old ones. */
  void write() throws IOException {
    Files.createDirectories(output);
    for (Map.Entry<String, String> content : contents.entrySet()) {
      Path target = output.resolve(content.getKey());
      Files.writeString(target, content.getValue(), StandardCharsets.UTF_8);
      System.out.printf("%s %d bytes%n", content.getKey(), Files.size(target));
    }
  }
}
