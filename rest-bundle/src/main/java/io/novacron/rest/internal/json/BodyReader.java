package io.novacron.rest.internal.json;

import static io.novacron.rest.internal.json.InvalidBodyException.Fault.MALFORMED;
import static io.novacron.rest.internal.json.InvalidBodyException.Fault.MISSING;
import static io.novacron.rest.internal.json.InvalidBodyException.Fault.TOO_LARGE;
import static io.novacron.rest.internal.json.InvalidBodyException.Fault.WRONG_SHAPE;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.novacron.api.error.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request body into a record, or says everything that is wrong with it at once.
 * Thread-safe.
 */
public final class BodyReader {
  /** The largest body that is taken, in bytes (1 MiB). */
  public static final int MOST_BYTES = 1 << 20;

  private final ObjectMapper mapper;

  public BodyReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads a record.
   *
   * @param in the body; read up to the limit, not closed
   * @return absent when the body is empty
   * @throws InvalidBodyException when it can't be read as this record
   * @throws IOException when the connection fails
   */
  public <T extends Record> @Nullable T read(InputStream in, Class<T> type) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new InvalidBodyException(
          TOO_LARGE, "The body has more than " + MOST_BYTES + " bytes.", List.of());
    }
    if (bytes.length == 0) {
      return null;
    }
    JsonNode tree = parse(decode(bytes));
    List<FieldError> errors = ShapeCheck.of(tree, type);
    if (!errors.isEmpty()) {
      throw new InvalidBodyException(WRONG_SHAPE, ShapeCheck.summary(errors), errors);
    }
    return mapper.treeToValue(tree, type);
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidBodyException(MALFORMED, "The body is not UTF-8 text.", List.of());
    }
  }

  private JsonNode parse(String text) {
    try {
      JsonNode tree = mapper.readTree(text);
      if (tree.isMissingNode()) {
        throw new InvalidBodyException(MISSING, "The body holds no JSON value.", List.of());
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new InvalidBodyException(MALFORMED, describe(e), List.of());
    }
  }

  private static String describe(JsonProcessingException e) {
    String what;
    if (e instanceof StreamConstraintsException) {
      what =
          "it breaks a limit: at most "
              + JsonFormat.MOST_DEPTH
              + " levels, "
              + JsonFormat.MOST_TEXT
              + " characters in a text, "
              + JsonFormat.MOST_NAME
              + " in a name and "
              + JsonFormat.MOST_NUMBER
              + " in a number";
    } else if (e instanceof MismatchedInputException) {
      what = "there is more after the end of the JSON value";
    } else {
      what = e.getOriginalMessage();
    }
    JsonLocation at = e.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return "The body is not acceptable JSON" + where + ": " + what + ".";
  }
}
