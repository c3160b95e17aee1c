package io.novacron.rest.internal.http;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of the state in which the thing is. Read before the work begins, so that it
 * can be used on any thread.
 *
 * @param ifMatch absent when the header is
 * @param ifNoneMatch absent when the header is
 */
public record Preconditions(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch) {
  /** Those of a request; throws a 400 when a header can't be read. */
  public static Preconditions of(ContainerRequestContext request) {
    return new Preconditions(
        EntityTags.of(HttpHeaders.IF_MATCH, request.getHeaderString(HttpHeaders.IF_MATCH)),
        EntityTags.of(
            HttpHeaders.IF_NONE_MATCH, request.getHeaderString(HttpHeaders.IF_NONE_MATCH)));
  }

  /**
   * The answer to a read: the entity, 304 when the caller has it already, or 412 when it is not
   * what they expect.
   *
   * @param tag tag of the entity
   */
  public Response answer(EntityTag tag, Object entity) {
    if (ifMatch != null && !ifMatch.stronglyMatch(tag)) {
      throw mismatch();
    }
    if (ifNoneMatch != null && ifNoneMatch.weaklyMatch(tag)) {
      return Response.notModified(tag).build();
    }
    return Response.ok(entity).tag(tag).build();
  }

  /**
   * The entity tags of a request that must name some: 428 without.
   *
   * @param kind what is changed, such as {@code machine}
   */
  public EntityTags requireIfMatch(String kind) {
    if (ifMatch == null) {
      throw new RejectedException(
          428,
          Problem.builder(
                  "precondition-required",
                  Category.CONFLICT,
                  "This change needs the revision that it was made for.")
              .error(HttpHeaders.IF_MATCH, "is missing; must be the entity tag of a read, or *")
              .nextStep("Read the " + kind + " and send its ETag as If-Match.")
              .build(),
          Map.of());
    }
    return ifMatch;
  }

  /** The refusal of a request whose {@code If-Match} does not match. */
  private static RejectedException mismatch() {
    return new RejectedException(
        412,
        Problem.builder(
                "revision-mismatch",
                Category.CONFLICT,
                "It has changed since the revision in If-Match.")
            .error(HttpHeaders.IF_MATCH, "must be the entity tag of the current revision")
            .nextStep("Read it again, look at what changed, and repeat with the new entity tag.")
            .build(),
        Map.of());
  }

  /** The revision that must be there still, as {@code If-Match} says; absent when any will do. */
  public @Nullable Long expectedRevision() {
    return ifMatch == null ? null : ifMatch.revision();
  }
}
