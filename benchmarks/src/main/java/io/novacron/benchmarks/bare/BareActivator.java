package io.novacron.benchmarks.bare;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Puts the bare resource beside ours, on the same HTTP server. */
public final class BareActivator implements BundleActivator {
  @Override
  public void start(BundleContext bundles) {
    ResourceConfig config =
        new ResourceConfig()
            .property(CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .register(JacksonFeature.withoutExceptionMappers())
            .register(BareResource.class);
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.http.whiteboard.servlet.name", "bare");
    properties.put("osgi.http.whiteboard.servlet.pattern", "/bare/*");
    properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
    bundles.registerService(Servlet.class, new BareServlet(config), properties);
  }

  @Override
  public void stop(BundleContext bundles) {
    // What was registered goes with the bundle.
  }

  private static final class BareServlet extends ServletContainer {
    private static final long serialVersionUID = 1L;

    BareServlet(ResourceConfig config) {
      super(config);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
      try {
        super.init(config);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }
}
