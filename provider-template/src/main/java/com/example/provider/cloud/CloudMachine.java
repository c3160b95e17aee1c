package com.example.provider.cloud;

import java.util.HashMap;
import java.util.Map;

/**
 * A machine as the cloud shows it.
 *
 * @param id the cloud's id of it
 * @param type size
 * @param state {@code starting}, {@code running}, {@code stopped} or {@code deleted}
 * @param address its address
 * @param token the token that it was made with
 * @param labels its labels
 */
public record CloudMachine(
    String id,
    String type,
    String state,
    String address,
    String token,
    Map<String, String> labels) {
  public CloudMachine {
    labels = Map.copyOf(labels);
  }

  /** The same in another state. */
  public CloudMachine withState(String word) {
    return new CloudMachine(id, type, word, address, token, labels);
  }

  /** The same with more labels. */
  public CloudMachine withLabels(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(labels);
    all.putAll(more);
    return new CloudMachine(id, type, state, address, token, all);
  }
}
