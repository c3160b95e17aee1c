package io.novacron.rest.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.EntityTag;

/** Entity tags of shapes that have no revision: the digest of what is sent. Thread-safe. */
public final class ContentTags {
  private final ObjectMapper mapper;

  public ContentTags(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The tag of a shape; equal content gives equal tags. */
  public EntityTag of(Record shape) {
    try {
      return EntityTags.ofContent(mapper.writeValueAsBytes(shape));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every shape can be written", e);
    }
  }
}
