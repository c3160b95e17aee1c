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

  /**
   * A body of up to this many bytes that is too large is read to its end: a connection that is
   * closed while the sender still writes takes the answer with it.
   */
  private static final int MOST_DISCARDED_BYTES = 4 << 20;

  private final ObjectMapper mapper;

  public BodyReader(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Reads a record.
   *
   * @param in the body; read up to the limit, not closed
   * @param declaredLength number of bytes that the sender says there are, or -1
   * @return absent when the body is empty
   * @throws InvalidBodyException when it can't be read as this record
   */
  public <T extends Record> @Nullable T read(InputStream in, long declaredLength, Class<T> type) {
    JsonNode tree = tree(in, declaredLength);
    if (tree == null) {
      return null;
    }
    List<FieldError> errors = ShapeCheck.of(tree, type);
    if (!errors.isEmpty()) {
      throw new InvalidBodyException(WRONG_SHAPE, ShapeCheck.summary(errors), errors);
    }
    try {
      return mapper.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body of the right shape can be bound", e);
    }
  }

  /** Reads a merge patch; absent when the body is empty. */
  public @Nullable MergePatch readPatch(InputStream in, long declaredLength) {
    JsonNode tree = tree(in, declaredLength);
    return tree == null ? null : new MergePatch(tree, mapper);
  }

  private @Nullable JsonNode tree(InputStream in, long declaredLength) {
    byte[] bytes = bytes(in, declaredLength);
    return bytes.length == 0 ? null : parse(decode(bytes));
  }

  private static byte[] bytes(InputStream in, long declaredLength) {
    byte @Nullable [] bytes;
    try {
      // What is declared as far too long is not waited for.
      bytes = declaredLength > MOST_DISCARDED_BYTES ? null : in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw BodyStream.unreadable(e);
    }
    if (bytes == null || bytes.length > MOST_BYTES) {
      if (bytes != null) {
        discardRest(in);
      }
      throw new InvalidBodyException(
          TOO_LARGE, "The body has more than " + MOST_BYTES + " bytes.", List.of());
    }
    return bytes;
  }

  private static void discardRest(InputStream in) {
    try {
      in.skipNBytes(MOST_DISCARDED_BYTES - MOST_BYTES);
    } catch (IOException | InvalidBodyException e) {
      // The body ended, as it should, or broke off; too large it was either way.
      return;
    }
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
    } catch (NumberFormatException e) {
      throw new InvalidBodyException(
          MALFORMED, "The body has a number that is too large or too small to be read.", List.of());
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
