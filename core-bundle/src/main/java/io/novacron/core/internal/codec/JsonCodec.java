package io.novacron.core.internal.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.store.StoredRecord;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * Encodes values of one kind as JSON and decodes them again, whatever version wrote them. Absent
 * parts are left out, maps are sorted by key: equal values without sets give equal bytes. Decoding
 * is strict: an unknown field, a missing number or text after the value is an error and never
 * guessed at.
 *
 * <p>Immutable, safe for use by many threads.
 *
 * @param <T> class of the values: a record, a sealed interface of records, or what these are made
 *     of
 */
public final class JsonCodec<T> {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addMixIn(MachineSpec.class, MachineSpecLayout.class)
          .annotationIntrospector(
              new AnnotationIntrospectorPair(
                  new JacksonAnnotationIntrospector(), new SealedTypes()))
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final String name;
  private final int schemaVersion;
  private final Upgrade upgrade;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  /**
   * Makes a codec.
   *
   * @param type class of the values
   * @param schemaVersion version of the layout that is written, 1 or more
   * @param upgrade is asked to lead older layouts up, one version at a time
   */
  public JsonCodec(Class<T> type, int schemaVersion, Upgrade upgrade) {
    this(MAPPER.constructType(type), schemaVersion, upgrade);
  }

  private JsonCodec(JavaType type, int schemaVersion, Upgrade upgrade) {
    if (schemaVersion < 1) {
      throw new IllegalArgumentException("schemaVersion must be 1 or more but is " + schemaVersion);
    }
    this.name = type.getRawClass().getSimpleName();
    this.schemaVersion = schemaVersion;
    this.upgrade = upgrade;
    this.reader = MAPPER.readerFor(type);
    this.writer = MAPPER.writerFor(type);
  }

  /** A codec for values in the first version of their layout. */
  public static <T> JsonCodec<T> of(Class<T> type) {
    return new JsonCodec<>(type, 1, Upgrade.NONE);
  }

  /**
   * A codec for values of a generic record in the first version of their layout.
   *
   * @param type class of the record
   * @param parameter what its one type parameter stands for
   */
  public static <T> JsonCodec<T> of(Class<? super T> type, Class<?> parameter) {
    return new JsonCodec<>(
        MAPPER.getTypeFactory().constructParametricType(type, parameter), 1, Upgrade.NONE);
  }

  /** Version of the layout that {@link #encode} writes. */
  public int schemaVersion() {
    return schemaVersion;
  }

  /** Turns a value into bytes. */
  public byte[] encode(T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + " cannot be encoded: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Turns the value of a record back.
   *
   * @throws UnreadableRecordException when the bytes are damaged, or were written by a later
   *     version
   */
  public T decode(StoredRecord stored) {
    try {
      return decode(stored.schemaVersion(), stored.value());
    } catch (UnreadableRecordException e) {
      throw new UnreadableRecordException(
          stored.key() + " revision " + stored.revision() + ": " + e.getMessage(), e.getCause());
    }
  }

  /**
   * Turns bytes back.
   *
   * @param version version of the layout in which they were written
   * @param value the bytes
   * @throws UnreadableRecordException when they are damaged, or were written by a later version
   */
  public T decode(int version, byte[] value) {
    if (version > schemaVersion || version < 1) {
      throw new UnreadableRecordException(
          name
              + " has schema version "
              + version
              + " but this NovaCron knows 1 to "
              + schemaVersion
              + "; run the version that wrote it, or a later one",
          null);
    }
    try {
      return version == schemaVersion ? reader.readValue(value) : upgraded(version, value);
    } catch (IOException e) {
      throw new UnreadableRecordException(
          name + " in schema version " + version + " is damaged: " + reason(e), e);
    }
  }

  /**
   * Turns one field of a record's value back, whatever the rest of the value is.
   *
   * @param stored the record, in the layout of this codec's versions
   * @param field name of the field
   * @param part class of the field's value
   * @param upgrade leads older layouts of the whole value up
   * @throws UnreadableRecordException when the bytes are damaged or the field is missing
   */
  public static <P> P decodeField(
      StoredRecord stored, String field, Class<P> part, int schemaVersion, Upgrade upgrade) {
    try {
      if (stored.schemaVersion() <= schemaVersion
          && MAPPER.readTree(stored.value()) instanceof ObjectNode object) {
        ObjectNode node = object;
        for (int from = stored.schemaVersion(); from < schemaVersion; from++) {
          node = upgrade.apply(from, node);
        }
        if (node.get(field) instanceof ObjectNode found) {
          return MAPPER.readerFor(part).readValue(found);
        }
      }
    } catch (IOException e) {
      throw new UnreadableRecordException(stored.key() + " is damaged: " + reason(e), e);
    }
    throw new UnreadableRecordException(
        stored.key()
            + " in schema version "
            + stored.schemaVersion()
            + " has no readable "
            + field
            + "; this NovaCron knows versions 1 to "
            + schemaVersion,
        null);
  }

  private T upgraded(int version, byte[] value) throws IOException {
    JsonNode tree = MAPPER.readTree(value);
    if (!(tree instanceof ObjectNode object)) {
      throw new UnreadableRecordException(name + " is not an object", null);
    }
    ObjectNode node = object;
    for (int from = version; from < schemaVersion; from++) {
      node = upgrade.apply(from, node);
    }
    return reader.readValue(node);
  }

  private static String reason(IOException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String field =
          mapping.getPath().stream()
              .map(
                  part ->
                      part.getFieldName() == null
                          ? Integer.toString(part.getIndex())
                          : part.getFieldName())
              .collect(Collectors.joining("/", "/", ""));
      return "field " + field + ": " + mapping.getOriginalMessage();
    }
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e);
  }
}
