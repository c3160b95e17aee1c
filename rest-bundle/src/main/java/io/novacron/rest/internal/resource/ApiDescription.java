package io.novacron.rest.internal.resource;

import io.novacron.rest.internal.http.EntityTags;
import jakarta.ws.rs.core.EntityTag;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The OpenAPI document of these routes, as it was written when the bundle was built. */
public final class ApiDescription {
  private static final String RESOURCE = "/openapi.json";

  private final byte[] json;
  private final EntityTag tag;

  private ApiDescription(byte[] json) {
    this.json = json;
    this.tag = EntityTags.ofContent(json);
  }

  /**
   * Loads it from the bundle.
   *
   * @throws IOException when it is not there
   */
  public static ApiDescription load() throws IOException {
    try (InputStream in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new FileNotFoundException(RESOURCE + " is not in the bundle");
      }
      return new ApiDescription(in.readAllBytes());
    }
  }

  byte[] json() {
    return json;
  }

  EntityTag tag() {
    return tag;
  }
}
