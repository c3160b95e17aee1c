package io.novacron.rest.internal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.rest.internal.json.BodyReader;
import io.novacron.rest.internal.json.MergePatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Reads and writes records as JSON bodies. */
@Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
@Produces({MediaType.APPLICATION_JSON, ProblemAnswers.MEDIA_TYPE})
final class JsonBodies implements MessageBodyReader<Record>, MessageBodyWriter<Record> {
  private final ObjectMapper mapper;
  private final BodyReader reader;

  JsonBodies(ObjectMapper mapper) {
    this.mapper = mapper;
    this.reader = new BodyReader(mapper);
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public @Nullable Record readFrom(
      Class<Record> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream in) {
    String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
    // The HTTP server has unpacked what is in gzip, and taken the header away.
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Rejections.unsupportedEncoding();
    }
    long length = length(headers.getFirst(HttpHeaders.CONTENT_LENGTH));
    return type.equals(MergePatch.class)
        ? reader.readPatch(in, length)
        : reader.read(in, length, type);
  }

  private static long length(@Nullable String declared) {
    try {
      return declared == null ? -1 : Long.parseLong(declared);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public void writeTo(
      Record value,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    // Written to memory first: a failure half-way must not leave half an answer.
    out.write(mapper.writeValueAsBytes(value));
  }
}
