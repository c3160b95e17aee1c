package io.novacron.rest.internal.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;

/**
 * Gives words to refusals that the framework makes without any, such as of a header that it can't
 * read.
 */
final class SilentRefusalFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    int status = response.getStatus();
    if (status >= 400 && !response.hasEntity()) {
      ProblemAnswers.Answer answer = ProblemAnswers.silent(status, Exchange.of(request));
      response.setEntity(
          answer.body(), new Annotation[0], MediaType.valueOf(ProblemAnswers.MEDIA_TYPE));
    }
  }
}
