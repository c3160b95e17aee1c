package io.novacron.rest.internal.jetty;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.rest.internal.http.ProblemAnswers;
import io.novacron.rest.internal.http.RequestIdentifiers;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with a problem where the HTTP server would answer with a page: malformed request lines,
 * headers that are too long, ambiguous paths.
 */
public final class MalformedRequestAnswers extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(MalformedRequestAnswers.class);
  private static final HttpField TYPE =
      new HttpField(HttpHeader.CONTENT_TYPE, ProblemAnswers.MEDIA_TYPE);

  private final ObjectMapper mapper;
  private final RequestIdentifiers identifiers;

  /**
   * Makes the answers.
   *
   * @param mapper writes them
   * @param identifiers names the requests
   */
  public MalformedRequestAnswers(ObjectMapper mapper, RequestIdentifiers identifiers) {
    this.mapper = mapper;
    this.identifiers = identifiers;
  }

  /** Each request is told what is wrong with it; the server itself would tell only GET and POST. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    String id = identifiers.next();
    String reason = message == null ? "no reason given" : message;
    LOG.info("request malformed status={} reason=\"{}\" requestId={}", code, reason, id);
    byte[] body = mapper.writeValueAsBytes(ProblemAnswers.malformed(code, reason, id));
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(TYPE);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(RequestIdentifiers.HEADER, id);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
