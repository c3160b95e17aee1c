package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where one command writes: its result to the output, and what is said about it to the error
 * output, so that the result can be piped.
 */
final class Output {
  private final Format format;
  private final int width;
  private final PrintStream result;
  private final PrintStream console;

  /**
   * Makes an output.
   *
   * @param width characters in a line of the terminal; 0 when there is none
   */
  Output(Format format, int width, PrintStream result, PrintStream console) {
    this.format = format;
    this.width = width;
    this.result = result;
    this.console = console;
  }

  /** Whether a person reads it. */
  boolean forPeople() {
    return format == Format.TABLE;
  }

  /** Writes a result: as text for a person, or as JSON, or as the rows of a table. */
  void write(Consumer<PrintStream> text, Supplier<ObjectNode> json, Supplier<Table> rows) {
    switch (format) {
      case TABLE -> text.accept(result);
      case JSON -> result.println(new Json().write(json.get()));
      case CSV -> csv(rows.get());
    }
    result.flush();
  }

  /** Writes a list: as a table that fits the terminal, or as JSON, or as CSV with all columns. */
  void list(Table table, Supplier<ObjectNode> json, String whenEmpty) {
    write(out -> fitted(out, table, whenEmpty), json, () -> table);
  }

  /** Prints a table for a person. */
  void fitted(PrintStream out, Table table, String whenEmpty) {
    if (table.rows().isEmpty()) {
      out.println(whenEmpty);
      return;
    }
    FittedTable fitted = new FittedTable(table, width);
    fitted.print(out);
    if (!fitted.leftOut().isEmpty()) {
      note(
          "Not shown, as the terminal is narrow: "
              + String.join(", ", fitted.leftOut()).toLowerCase(Locale.ROOT)
              + ".");
    }
  }

  /** Says something that is not part of the result, to a person. */
  void note(String line) {
    if (format == Format.TABLE) {
      console.println(Text.plain(line));
      console.flush();
    }
  }

  /**
   * Tells a person how far something is, as part of the result: on a terminal in place of what was
   * told before, else as a line of its own.
   */
  void progress(String line) {
    if (format != Format.TABLE) {
      return;
    }
    String plain = Text.plain(line);
    if (width == 0) {
      result.println(plain);
    } else {
      String shown = plain.length() < width ? plain : plain.substring(0, width - 1);
      result.print("\r" + shown + "\u001b[K");
    }
    result.flush();
  }

  /** What was told in place stays, and the next line is a new one. */
  void endProgress() {
    if (format == Format.TABLE && width > 0) {
      result.println();
      result.flush();
    }
  }

  private void csv(Table table) {
    StringWriter text = new StringWriter();
    try (SequenceWriter rows =
        CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build()
            .writer()
            .writeValues(text)) {
      rows.write(table.columns().stream().map(Table.Column::header).map(Output::field).toList());
      for (List<String> row : table.rows()) {
        rows.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    result.print(text);
  }

  /** The header of a column as the name of a field: {@code LAST ERROR} is {@code last_error}. */
  private static String field(String header) {
    return header.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
