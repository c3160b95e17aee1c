package io.novacron.rest.internal.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the problems mean, by their codes.
 *
 * @param entries in the order of the codes
 */
public record ProblemCatalog(Map<String, Entry> entries) {
  /**
   * What a problem means.
   *
   * @param meaning what happened
   * @param nextStep what can be done about it
   */
  public record Entry(String meaning, String nextStep) {}

  /**
   * Loads it from the bundle.
   *
   * @throws IOException when it is not there
   */
  public static ProblemCatalog load() throws IOException {
    try (InputStream in = ProblemCatalog.class.getResourceAsStream("problems.json")) {
      if (in == null) {
        throw new FileNotFoundException("problems.json is not in the bundle");
      }
      return new ProblemCatalog(
          new ObjectMapper().readValue(in, new TypeReference<TreeMap<String, Entry>>() {}));
    }
  }
}
