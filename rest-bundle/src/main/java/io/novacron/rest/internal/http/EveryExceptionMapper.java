package io.novacron.rest.internal.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers every exception with a problem. */
public final class EveryExceptionMapper implements ExceptionMapper<Throwable> {
  @Context ContainerRequestContext request;

  @Override
  public Response toResponse(Throwable thrown) {
    ProblemAnswers.Answer answer = ProblemAnswers.to(thrown, Exchange.of(request));
    Response.ResponseBuilder response =
        Response.status(answer.status()).type(ProblemAnswers.MEDIA_TYPE).entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
