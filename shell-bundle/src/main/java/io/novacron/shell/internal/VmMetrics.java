package io.novacron.shell.internal;

import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineMetrics;
import io.novacron.api.machine.MachineMetricsService;
import io.novacron.api.machine.MachineService;
import io.novacron.api.provider.MetricPoint;
import io.novacron.api.provider.MetricSeries;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what was measured of a machine. */
@Service
@Command(
    scope = "novacron",
    name = "vm-metrics",
    description = "Shows what was measured of a machine",
    detailedDescription = "classpath:vm-metrics.txt")
public final class VmMetrics extends ControlPlaneCommand {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(s|m|h|d)");
  private static final String STEPS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 30;

  @Argument(
      name = "machine",
      description = "Name or id of the machine",
      required = true,
      multiValued = true)
  @Completion(MachineCompleter.class)
  List<String> words = List.of();

  @Option(name = "--window", description = "How far back, such as 1h or 7d; 30 days at most")
  String window = "1h";

  @Option(name = "--resolution", description = "Length of an interval, such as 60s or 5m")
  String resolution = "60s";

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    String word = MachineFinder.only(arguments);
    Values values = new Values();
    Duration wantedWindow = duration("--window", window, values);
    Duration wantedResolution = duration("--resolution", resolution, values);
    values.check();
    Machine machine = new MachineFinder(services.require(MachineService.class)).find(caller, word);
    MachineMetrics metrics =
        Answers.get(
            services
                .require(MachineMetricsService.class)
                .read(caller, machine.id(), Set.of(), wantedWindow, wantedResolution));
    out.list(table(metrics), () -> new Json().metrics(metrics), "Nothing is measured.");
    out.note(
        "From "
            + Text.time(metrics.from())
            + " to "
            + Text.time(metrics.to())
            + ", measured by "
            + metrics.source()
            + ".");
    return true;
  }

  private static Duration duration(String option, String text, Values values) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      values.wrong(option, "must be a whole number and s, m, h or d but is " + text);
      return Duration.ofSeconds(1);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Table table(MachineMetrics metrics) {
    Table table =
        new Table()
            .column("METRIC")
            .column("OVER TIME", 5)
            .column("MIN", 3)
            .column("MEAN", 1)
            .column("MAX", 2)
            .column("LATEST")
            .column("UNIT", 4);
    for (MetricSeries series : metrics.series()) {
      List<MetricPoint> points = series.points();
      DoubleSummaryStatistics all =
          points.stream().mapToDouble(MetricPoint::value).summaryStatistics();
      boolean none = points.isEmpty();
      table.row(
          series.name().wireName(),
          line(points, all),
          none ? "" : number(all.getMin()),
          none ? "" : number(all.getAverage()),
          none ? "" : number(all.getMax()),
          none ? "" : number(points.get(points.size() - 1).value()),
          series.name().unit());
    }
    return table;
  }

  /** The course of the values in one line; several values share a place when there are many. */
  private static String line(List<MetricPoint> points, DoubleSummaryStatistics all) {
    StringBuilder line = new StringBuilder();
    int places = Math.min(WIDTH, points.size());
    for (int place = 0; place < places; place++) {
      double mean =
          points
              .subList(place * points.size() / places, (place + 1) * points.size() / places)
              .stream()
              .mapToDouble(MetricPoint::value)
              .average()
              .orElse(0);
      double spread = all.getMax() - all.getMin();
      double share = spread == 0 ? 0 : (mean - all.getMin()) / spread;
      line.append(STEPS.charAt((int) Math.round(share * (STEPS.length() - 1))));
    }
    return line.toString();
  }

  private static String number(double value) {
    if (value >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1fM", value / 1_000_000);
    }
    return value >= 1000
        ? String.format(Locale.ROOT, "%.1fk", value / 1000)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
