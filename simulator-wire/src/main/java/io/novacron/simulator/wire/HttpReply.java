package io.novacron.simulator.wire;

import java.util.Map;

/**
 * What is sent back.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param body the whole body
 */
record HttpReply(int status, String contentType, Map<String, String> headers, byte[] body) {
  static HttpReply of(int status, String contentType, byte[] body) {
    return new HttpReply(status, contentType, Map.of(), body);
  }
}
