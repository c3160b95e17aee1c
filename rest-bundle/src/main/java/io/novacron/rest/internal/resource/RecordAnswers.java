package io.novacron.rest.internal.resource;

import io.novacron.api.request.RequestOptions;
import io.novacron.rest.internal.http.EntityTags;
import jakarta.ws.rs.core.Response;

/** Answers to changes of records, which a dry run shows as they would be. */
final class RecordAnswers {
  private RecordAnswers() {}

  /** A record, with its revision as the entity tag. */
  static Response shown(long revision, Object view) {
    return Response.ok(view).tag(EntityTags.ofRevision(revision)).build();
  }

  /** One that was made. */
  static Response created(RequestOptions options, String path, long revision, Object view) {
    return options.dryRun()
        ? Response.ok(view).build()
        : Response.status(Response.Status.CREATED)
            .header("Location", path)
            .tag(EntityTags.ofRevision(revision))
            .entity(view)
            .build();
  }

  /** One that was changed. */
  static Response changed(RequestOptions options, long revision, Object view) {
    return options.dryRun() ? Response.ok(view).build() : shown(revision, view);
  }

  /** One that was deleted. */
  static Response deleted(RequestOptions options, Object view) {
    return options.dryRun() ? Response.ok(view).build() : Response.noContent().build();
  }
}
