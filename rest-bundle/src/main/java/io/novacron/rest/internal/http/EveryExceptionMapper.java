package io.novacron.rest.internal.http;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Answers every exception with a problem. */
public final class EveryExceptionMapper implements ExceptionMapper<Throwable> {
  private final Provider<ContainerRequestContext> request;

  /**
   * Made once for all requests.
   *
   * @param request gives the request that is being answered
   */
  @Inject
  public EveryExceptionMapper(Provider<ContainerRequestContext> request) {
    this.request = request;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    ProblemAnswers.Answer answer = ProblemAnswers.to(thrown, Exchange.of(request.get()));
    Response.ResponseBuilder response =
        Response.status(answer.status()).type(ProblemAnswers.MEDIA_TYPE).entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
