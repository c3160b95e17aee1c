package io.novacron.rest.internal.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Function;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/** Gives routes the request that they ask for as it is, without a search for it in each request. */
final class RequestParameter implements ValueParamProvider {
  @Override
  public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
    return parameter.getRawType() == ContainerRequestContext.class ? request -> request : null;
  }

  @Override
  public PriorityType getPriority() {
    return Priority.HIGH;
  }
}
