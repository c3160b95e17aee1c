package io.novacron.rest.internal.view;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.novacron.api.placement.Choice;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayedDecision;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay as comma-separated values with one line for each decision (RFC 4180), prices in US
 * dollars per hour. Text that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class ReplayTable {
  private static final List<String> COLUMNS =
      List.of(
          "decision",
          "decidedAt",
          "policy",
          "formerAccount",
          "formerCloud",
          "formerRegion",
          "formerInstanceType",
          "chosenAccount",
          "chosenCloud",
          "chosenRegion",
          "chosenInstanceType",
          "sameOffer",
          "formerPricePerHour",
          "chosenPricePerHour",
          "regretPerHour",
          "identical",
          "problem");
  private static final String FORMULA = "=+-@\t\r";
  private static final int FIELDS_OF_A_CHOICE = 4;

  private ReplayTable() {}

  /** The whole table. */
  public static String write(Replay replay) {
    StringWriter text = new StringWriter();
    ObjectWriter writer =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build().writer();
    try (SequenceWriter lines = writer.writeValues(text)) {
      lines.write(COLUMNS);
      for (ReplayedDecision item : replay.items()) {
        lines.write(line(replay, item));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<String> line(Replay replay, ReplayedDecision item) {
    List<String> line = new ArrayList<>();
    line.add(item.decision());
    line.add(item.decidedAt().toString());
    line.add(text(replay.policy()));
    addChoice(line, item.former());
    addChoice(line, item.chosen());
    line.add(Boolean.toString(item.sameOffer()));
    line.add(number(item.formerPricePerHour()));
    line.add(number(item.chosen() == null ? null : item.chosen().pricePerHour().amount()));
    line.add(number(item.regretPerHour()));
    line.add(item.identical() == null ? "" : item.identical().toString());
    line.add(text(item.problem()));
    return line;
  }

  private static void addChoice(List<String> line, @Nullable Choice choice) {
    if (choice == null) {
      line.addAll(Collections.nCopies(FIELDS_OF_A_CHOICE, ""));
    } else {
      line.add(text(choice.account()));
      line.add(text(choice.cloud()));
      line.add(text(choice.region()));
      line.add(text(choice.instanceType()));
    }
  }

  private static String number(@Nullable BigDecimal amount) {
    return amount == null ? "" : amount.toPlainString();
  }

  private static String text(@Nullable String value) {
    boolean formula = value != null && !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
    return formula ? "'" + value : String.valueOf(value == null ? "" : value);
  }
}
