package io.novacron.rest.internal.http;

import jakarta.servlet.http.HttpServletResponse;

/** The headers that every answer has. */
final class AnswerHeaders {
  private AnswerHeaders() {}

  static void set(HttpServletResponse response, String requestId, boolean secure) {
    response.setHeader(RequestIdentifiers.HEADER, requestId);
    // Answers are for their caller alone, and may be kept only to be asked about again.
    response.setHeader("Cache-Control", "private, no-cache");
    response.setHeader("Vary", "Authorization, Accept, Accept-Encoding");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (secure) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
