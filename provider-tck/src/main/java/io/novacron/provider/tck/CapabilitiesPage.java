package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page {@code docs/capabilities.md}: a row and a section for each back end that the contract is
 * run on. Each run holds, or writes, its own.
 */
final class CapabilitiesPage {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path PAGE = DOCS.resolve("capabilities.md");
  private static final String UPDATE = "novacron.capabilities.update";

  private static final String HEAD =
      """
      # What each provider can do
      Taken down by the runs of the contract kit (`provider-tck`) on each back end, and held up to date by them; `make capabilities` writes it anew.
      A capability is there when the provider declares it for the account, and then its clauses are run; a declared absence is tested too: the call fails
      with UNSUPPORTED and the reason. What a back end breaks though the provider has it is a gap of that back end, told in its section: it is run all
      the same, and a declared gap that has closed fails the run.

      """;

  private final Map<String, String> rows = new TreeMap<>();
  private final Map<String, String> sections = new TreeMap<>();

  private CapabilitiesPage() {}

  /**
   * Holds the page to a run, or writes the run into it when the property {@code
   * novacron.capabilities.update} is set.
   *
   * @param backEnd name of the back end
   * @param row its cells
   * @param section what is said below its heading
   */
  static void hold(String backEnd, String row, String section) {
    if (!Files.isDirectory(DOCS)) {
      // The kit is used outside of this project.
      return;
    }
    try {
      String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
      CapabilitiesPage page = read(before);
      page.rows.put(backEnd, row);
      page.sections.put(backEnd, section.strip());
      String after = page.text();
      if (Boolean.getBoolean(UPDATE)) {
        Files.writeString(PAGE, after);
      } else {
        assertThat(before)
            .as(
                "docs/capabilities.md is not what the run on %s says; `make capabilities` writes it"
                    + " anew",
                backEnd)
            .isEqualTo(after);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CapabilitiesPage read(String text) {
    CapabilitiesPage page = new CapabilitiesPage();
    for (String part : text.split("(?m)^## ", -1)) {
      int end = part.indexOf('\n');
      if (part.startsWith("# ")) {
        part.lines()
            .filter(line -> line.startsWith("| [") && line.contains("](#"))
            .forEach(
                line -> {
                  String[] cells = line.substring(2, line.length() - 2).split(" \\| ", 2);
                  page.rows.put(cells[0].substring(1, cells[0].indexOf(']')), cells[1]);
                });
      } else if (end > 0) {
        page.sections.put(part.substring(0, end), part.substring(end).strip());
      }
    }
    return page;
  }

  private String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("| back end | ")
        .append(
            Arrays.stream(Capability.values())
                .map(Capability::wireName)
                .collect(Collectors.joining(" | ")))
        .append(" |\n|")
        .append("---|".repeat(Capability.values().length + 1))
        .append('\n');
    rows.forEach(
        (name, cells) ->
            text.append("| [")
                .append(name)
                .append("](#")
                .append(anchor(name))
                .append(") | ")
                .append(cells)
                .append(" |\n"));
    sections.forEach(
        (name, section) ->
            text.append("\n## ").append(name).append('\n').append(section).append('\n'));
    return text.toString();
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }
}
