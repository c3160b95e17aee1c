package io.novacron.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.novacron.api.provider.MetricName;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.MetricModel;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads of metrics from CloudWatch, in the protocol {@code rpc-v2-cbor} that the SDK speaks. Safe
 * for use by many threads.
 */
final class CloudWatchService {
  static final String NAME = "monitoring";
  static final String PATH = "/service/GraniteServiceVersion20100801/operation/";
  static final String ACTION = "GetMetricData";

  private static final String CONTENT_TYPE = "application/cbor";
  private static final Map<String, String> HEADERS = Map.of("smithy-protocol", "rpc-v2-cbor");
  private static final List<String> STATISTICS =
      List.of("Average", "Sum", "Minimum", "Maximum", "SampleCount");
  private static final int EPOCH_TAG = 1;
  private static final int LARGEST_QUERIES = 500;
  private static final int LARGEST_POINTS = 100_800;
  private static final long DETAILED_SECONDS = 60;
  private static final long BASIC_SECONDS = 300;

  private final SimulatedAccount account;
  private final MetricModel model;
  private final CBORFactory factory = new CBORFactory();
  private final ObjectMapper mapper = new ObjectMapper(factory);

  CloudWatchService(SimulatedAccount account) {
    this.account = account;
    this.model = new MetricModel(account.settings().seed());
  }

  /** A series of the reply. */
  private record Series(String id, String label, List<Instant> times, List<Double> values) {}

  /**
   * Answers a request.
   *
   * @param notSimulated is told of what is used and not simulated
   * @throws AwsError to refuse it
   */
  Effect<HttpReply> answer(
      String action, String region, byte[] body, Consumer<String> notSimulated) {
    if (!action.equals(ACTION)) {
      notSimulated.accept("action");
      throw AwsError.of(404, "UnknownOperationException", "There is no " + action + ".");
    }
    JsonNode request = read(body);
    JsonNode queries = request.path("MetricDataQueries");
    if (!queries.isArray() || queries.isEmpty() || queries.size() > LARGEST_QUERIES) {
      throw AwsError.client(
          "ValidationError", "MetricDataQueries must have 1 to " + LARGEST_QUERIES + " items.");
    }
    long from = seconds(request, "StartTime");
    long to = seconds(request, "EndTime");
    if (from >= to) {
      throw AwsError.client("ValidationError", "StartTime must be before EndTime.");
    }
    boolean ascending = request.path("ScanBy").asText("").equals("TimestampAscending");
    return account
        .cloud()
        .look(
            fleet -> {
              List<Series> all = new ArrayList<>();
              int points = 0;
              for (JsonNode query : queries) {
                String instance = instance(query, notSimulated);
                SimulatedMachine machine = fleet.byReference(instance);
                boolean seen =
                    machine != null
                        && machine.facts().region().equals(region)
                        && account.cloud().sees(machine);
                Series series =
                    series(query, seen ? machine : null, from, to, ascending, notSimulated);
                points += series.values().size();
                all.add(series);
              }
              if (points > LARGEST_POINTS) {
                throw AwsError.client(
                    "ValidationError",
                    "The request asks for more than " + LARGEST_POINTS + " data points.");
              }
              return all;
            })
        .map(series -> new HttpReply(200, CONTENT_TYPE, HEADERS, write(series)));
  }

  private JsonNode read(byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (IOException e) {
      throw AwsError.client("SerializationException", "The body is not CBOR.");
    }
  }

  private static long seconds(JsonNode request, String name) {
    JsonNode value = request.path(name);
    if (!value.isNumber()) {
      throw AwsError.client("ValidationError", name + " must be a time.");
    }
    return (long) Math.floor(value.asDouble());
  }

  private static String instance(JsonNode query, Consumer<String> notSimulated) {
    JsonNode metric = query.path("MetricStat").path("Metric");
    if (metric.isMissingNode()) {
      notSimulated.accept("a query without MetricStat");
      throw AwsError.client("ValidationError", "The simulator has queries with MetricStat only.");
    }
    if (!metric.path("Namespace").asText("").equals("AWS/EC2")) {
      return "";
    }
    for (JsonNode dimension : metric.path("Dimensions")) {
      if (dimension.path("Name").asText("").equals("InstanceId")) {
        return dimension.path("Value").asText("");
      }
    }
    return "";
  }

  private Series series(
      JsonNode query,
      @Nullable SimulatedMachine machine,
      long from,
      long to,
      boolean ascending,
      Consumer<String> notSimulated) {
    JsonNode stat = query.path("MetricStat");
    String name = stat.path("Metric").path("MetricName").asText("");
    long period = stat.path("Period").asLong(0);
    if (period < DETAILED_SECONDS || period % DETAILED_SECONDS != 0) {
      throw AwsError.client("ValidationError", "Period must be a multiple of 60 seconds.");
    }
    String statistic = stat.path("Stat").asText("");
    if (!STATISTICS.contains(statistic)) {
      notSimulated.accept("statistic " + statistic);
      throw AwsError.client(
          "ValidationError", "Stat must be one of " + String.join(", ", STATISTICS) + ".");
    }
    List<Instant> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    MetricName metric = metric(name);
    if (metric != null && machine != null) {
      long base =
          machine.facts().attributes().getOrDefault("monitoring", "").equals("true")
              ? DETAILED_SECONDS
              : BASIC_SECONDS;
      long end = Math.min(to, end(machine).getEpochSecond());
      long step = Math.max(period, base);
      for (long at = Math.floorDiv(from, step) * step; at < end; at += step) {
        DoubleSummaryStatistics samples = samples(metric, machine, at, step, base, end);
        if (samples.getCount() > 0 && at >= from) {
          times.add(Instant.ofEpochSecond(at));
          values.add(aggregate(statistic, samples));
        }
      }
    }
    if (!ascending) {
      Collections.reverse(times);
      Collections.reverse(values);
    }
    return new Series(query.path("Id").asText(""), query.path("Label").asText(name), times, values);
  }

  private DoubleSummaryStatistics samples(
      MetricName metric, SimulatedMachine machine, long at, long step, long base, long end) {
    DoubleSummaryStatistics samples = new DoubleSummaryStatistics();
    for (long sample = at; sample + base <= Math.min(at + step, end); sample += base) {
      if (sample >= Math.floorDiv(machine.createdAt().getEpochSecond(), base) * base) {
        double value = model.value(metric, machine, sample, base);
        samples.accept(metric == MetricName.CPU_PERCENT ? value : value * base);
      }
    }
    return samples;
  }

  private static double aggregate(String statistic, DoubleSummaryStatistics samples) {
    return switch (statistic) {
      case "Average" -> samples.getAverage();
      case "Sum" -> samples.getSum();
      case "Minimum" -> samples.getMin();
      case "Maximum" -> samples.getMax();
      default -> samples.getCount();
    };
  }

  /** When its measurements end: now, or when it stopped running. */
  private Instant end(SimulatedMachine machine) {
    Instant now = account.clock().instant();
    return machine.phase() == Phase.RUNNING || machine.since().isAfter(now) ? now : machine.since();
  }

  private static @Nullable MetricName metric(String name) {
    return switch (name) {
      case "CPUUtilization" -> MetricName.CPU_PERCENT;
      case "NetworkIn" -> MetricName.NETWORK_IN_BYTES_PER_SECOND;
      case "NetworkOut" -> MetricName.NETWORK_OUT_BYTES_PER_SECOND;
      case "EBSReadBytes" -> MetricName.DISK_READ_BYTES_PER_SECOND;
      case "EBSWriteBytes" -> MetricName.DISK_WRITE_BYTES_PER_SECOND;
      default -> null;
    };
  }

  private byte[] write(List<Series> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator cbor = factory.createGenerator(bytes)) {
      cbor.writeStartObject();
      cbor.writeArrayFieldStart("MetricDataResults");
      for (Series series : all) {
        cbor.writeStartObject();
        cbor.writeStringField("Id", series.id());
        cbor.writeStringField("Label", series.label());
        cbor.writeArrayFieldStart("Timestamps");
        for (Instant time : series.times()) {
          cbor.writeTag(EPOCH_TAG);
          cbor.writeNumber(time.getEpochSecond());
        }
        cbor.writeEndArray();
        cbor.writeArrayFieldStart("Values");
        for (double value : series.values()) {
          cbor.writeNumber(value);
        }
        cbor.writeEndArray();
        cbor.writeStringField("StatusCode", "Complete");
        cbor.writeEndObject();
      }
      cbor.writeEndArray();
      cbor.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
    return bytes.toByteArray();
  }

  /** The refusal as a reply. */
  HttpReply refusal(AwsError error) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator cbor = factory.createGenerator(bytes)) {
      cbor.writeStartObject();
      cbor.writeStringField("__type", "com.amazonaws.cloudwatch#" + error.code());
      cbor.writeStringField("message", error.reason());
      cbor.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.putAll(error.headers());
    return new HttpReply(error.status(), CONTENT_TYPE, headers, bytes.toByteArray());
  }
}
