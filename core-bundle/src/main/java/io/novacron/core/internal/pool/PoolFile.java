package io.novacron.core.internal.pool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.core.internal.pool.StatedPool.PricedType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a pool and checks the whole of it, so that all that is wrong is told at once.
 * Used by one thread.
 */
public final class PoolFile {
  /** The cloud of all pools in the catalog. */
  public static final String CLOUD = "onpremise";

  private static final int LARGEST_FILE = 1 << 20;
  private static final int MOST_HOSTS = 5_000;
  private static final int MOST_TYPES = 200;
  private static final int MOST_VCPUS = 4_096;
  private static final int MOST_MEMORY_GIB = 65_536;
  private static final int HIGHEST_PRICE = 2_000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
  private static final String NAME_RULE =
      "must be 1 to 63 of a-z, 0-9, '.' and '-' with a letter or digit at both ends";
  private static final Pattern WORDS = Pattern.compile("\\S(.{0,198}\\S)?");
  private static final String WORDS_RULE = "must be a text of 1 to 200 characters";
  private static final Pattern LABEL = Pattern.compile("\\S{1,63}");
  private static final Pattern STRATEGY = Pattern.compile("spread|best-fit|fragmentation");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final List<String> errors = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<PricedType> types = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Region region;
  private Overcommit overcommit = Overcommit.NONE;
  private LocalDate priceDay = LocalDate.EPOCH;
  private String priceSource = "";

  private PoolFile() {}

  /**
   * Reads a file.
   *
   * @throws PoolFileException when it cannot be read, or with all that is wrong in it
   */
  public static StatedPool read(Path file) {
    String text;
    if (!Files.isRegularFile(file)) {
      throw new PoolFileException(List.of("there is no file " + file));
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new PoolFileException(List.of(file + " is larger than " + LARGEST_FILE + " bytes"));
      }
      text = Files.readString(file);
    } catch (IOException e) {
      throw new PoolFileException(List.of(file + " cannot be read: " + e));
    }
    return parse(text);
  }

  /**
   * Reads the content of a file.
   *
   * @throws PoolFileException with all that is wrong in it
   */
  public static StatedPool parse(String text) {
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new PoolFileException(
          List.of(
              "it is no JSON at line "
                  + e.getLocation().getLineNr()
                  + ": "
                  + e.getOriginalMessage().lines().findFirst().orElse("")));
    }
    return new PoolFile().pool(root, text);
  }

  private StatedPool pool(JsonNode root, String text) {
    FileFields fields = new FileFields(root, "", errors);
    String name = fields.text("name", NAME, NAME_RULE);
    fields.object("region", true, this::readRegion);
    fields.object("overcommit", false, this::readOvercommit);
    String strategy =
        fields.text(
            "strategy", "fragmentation", STRATEGY, "must be spread, best-fit or fragmentation");
    String groupLabel = fields.text("groupLabel", "group", LABEL, "must be the key of a label");
    String architecture =
        fields.text(
            "architecture", "amd64", Pattern.compile("amd64|arm64"), "must be amd64 or arm64");
    fields.object("prices", true, this::readPrices);
    fields.list("hosts", MOST_HOSTS, this::readHosts);
    fields.list("types", MOST_TYPES, each -> readType(each, architecture));
    fields.end();
    if (errors.isEmpty()) {
      types.forEach(this::requireHostFor);
    }
    Region where = region;
    if (!errors.isEmpty() || where == null) {
      throw new PoolFileException(errors);
    }
    return new StatedPool(
        new PoolDefinition(
            name,
            CLOUD,
            where.id(),
            hosts,
            overcommit,
            PackingStrategy.valueOf(strategy.toUpperCase(Locale.ROOT).replace('-', '_')),
            groupLabel),
        where,
        types,
        priceDay,
        priceSource,
        text);
  }

  private void readRegion(FileFields fields) {
    CarbonIntensity[] carbon = new CarbonIntensity[1];
    fields.object(
        "carbon",
        false,
        each ->
            carbon[0] =
                new CarbonIntensity(
                    each.number("gramsPerKwh", 0, 2_000),
                    each.text("source", WORDS, WORDS_RULE),
                    false));
    region =
        new Region(
            CLOUD,
            fields.text("id", NAME, NAME_RULE),
            fields.text("city", WORDS, WORDS_RULE),
            fields.text(
                "country", Pattern.compile("[A-Z]{2}"), "must be an ISO 3166 code of two letters"),
            fields.number("latitude", -90, 90),
            fields.number("longitude", -180, 180),
            fields.text(
                "jurisdiction",
                Pattern.compile("EU|EEA|UK|CH|US|US-GOV|[A-Z]{2}"),
                "must be EU, EEA, UK, CH, US, US-GOV or the country's code"),
            carbon[0]);
  }

  private void readOvercommit(FileFields fields) {
    overcommit =
        new Overcommit(
            fields.number("cpu", 1, Overcommit.LEAST, Overcommit.MOST_CPU),
            fields.number("memory", 1, Overcommit.LEAST, Overcommit.MOST_MEMORY));
  }

  private void readPrices(FileFields fields) {
    String day = fields.text("asOf", WORDS, "must be a day such as 2026-11-30");
    try {
      priceDay = LocalDate.parse(day);
    } catch (DateTimeParseException e) {
      if (!day.isEmpty()) {
        fields.reject("asOf", "must be a day such as 2026-11-30");
      }
    }
    priceSource = fields.text("source", WORDS, WORDS_RULE);
  }

  private void readHosts(FileFields fields) {
    String name = fields.text("name", NAME, NAME_RULE);
    int count = fields.integer("count", 1, 1, MOST_HOSTS);
    String domain = fields.text("rack", NAME, NAME_RULE);
    int vcpus = fields.integer("vcpus", 1, MOST_VCPUS);
    double memory = fields.number("memoryGib", 0.5, MOST_MEMORY_GIB);
    int gpus = fields.integer("gpus", 0, 0, Host.MOST_GPUS);
    String model = fields.optionalText("gpuModel", WORDS, WORDS_RULE);
    if ((model == null) != (gpus == 0)) {
      fields.reject("gpuModel", "must be given where there are gpus, and only there");
      return;
    }
    if (hosts.size() + count > MOST_HOSTS) {
      fields.reject("count", "makes more than " + MOST_HOSTS + " hosts in all");
      return;
    }
    for (int i = 1; i <= count; i++) {
      String one = count == 1 ? name : name + "-" + i;
      if (!names.add(one)) {
        fields.reject("name", "makes a second host " + one);
        return;
      }
      hosts.add(
          new Host(one, domain, PoolUnits.cpuMillis(vcpus), PoolUnits.bytes(memory), gpus, model));
    }
  }

  private void readType(FileFields fields, String architecture) {
    String name = fields.text("name", NAME, NAME_RULE);
    int vcpus = fields.integer("vcpus", 1, MOST_VCPUS);
    double memory = fields.number("memoryGib", 0.125, MOST_MEMORY_GIB);
    double gpus = fields.number("gpus", 0, 0, Host.MOST_GPUS);
    String model = fields.optionalText("gpuModel", WORDS, WORDS_RULE);
    int micros = fields.micros("pricePerHour", HIGHEST_PRICE);
    if (gpus > 1
        ? gpus != Math.rint(gpus)
        : Math.abs(gpus * Host.WHOLE_GPU - Math.rint(gpus * Host.WHOLE_GPU)) > 1e-9) {
      fields.reject("gpus", "must be thousandths of one GPU, or whole ones");
      return;
    }
    if ((model == null) != (gpus == 0)) {
      fields.reject("gpuModel", "must be given where there are gpus, and only there");
      return;
    }
    if (types.stream().anyMatch(known -> known.type().name().equals(name))) {
      fields.reject("name", "makes a second type " + name);
      return;
    }
    types.add(
        new PricedType(
            new InstanceType(CLOUD, name, vcpus, memory, gpus, model, architecture, Set.of()),
            micros));
  }

  /** A type that no host could ever hold would be offered and always refused. */
  private void requireHostFor(PricedType priced) {
    InstanceType type = priced.type();
    boolean fits =
        hosts.stream()
            .anyMatch(
                host ->
                    overcommit.cpuMillis(host.cpuMillis()) >= PoolUnits.cpuMillis(type.vcpus())
                        && overcommit.memoryBytes(host.memoryBytes())
                            >= PoolUnits.bytes(type.memoryGib())
                        && host.gpus() >= type.gpus()
                        && (type.gpus() == 0 || Objects.equals(host.gpuModel(), type.gpuModel())));
    if (!fits) {
      errors.add("/types: no host is large enough for " + type.name());
    }
  }
}
