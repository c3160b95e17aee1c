package io.novacron.rest.internal;

import io.novacron.rest.internal.http.RestApplication;
import jakarta.servlet.Servlet;
import org.osgi.framework.Bundle;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Makes a new servlet whenever the HTTP server starts anew, as it does when its configuration
 * changes.
 */
final class ServletPrototype implements PrototypeServiceFactory<Servlet> {
  private final RestApplication application;

  ServletPrototype(RestApplication application) {
    this.application = application;
  }

  @Override
  public Servlet getService(Bundle bundle, ServiceRegistration<Servlet> registration) {
    return application.servlet();
  }

  @Override
  public void ungetService(
      Bundle bundle, ServiceRegistration<Servlet> registration, Servlet service) {
    // The HTTP server has destroyed it.
  }
}
