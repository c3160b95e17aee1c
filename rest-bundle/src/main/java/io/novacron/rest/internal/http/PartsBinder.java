package io.novacron.rest.internal.http;

import java.util.Map;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

/** Tells Jersey what the constructors of the routes take. */
final class PartsBinder extends AbstractBinder {
  private final Map<Class<?>, Object> parts;

  PartsBinder(Map<Class<?>, Object> parts) {
    this.parts = parts;
  }

  @Override
  protected void configure() {
    parts.forEach((type, part) -> bind(part).to(type));
    bind(new RequestParameter()).to(ValueParamProvider.class);
  }
}
