package io.novacron.rest.internal.jetty;

import io.novacron.rest.internal.http.RequestIdentifiers;
import io.novacron.rest.internal.json.JsonFormat;
import java.security.SecureRandom;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.osgi.service.component.annotations.Component;

/**
 * Gives the HTTP server our answers to malformed requests. To be asked for a connector is the one
 * occasion on which the container hands its server out; the connector that it gets in return
 * listens to nothing.
 */
@Component
public final class MalformedRequestComponent implements ConnectorFactory {
  @Override
  public Connector createConnector(Server server) {
    server.setErrorHandler(
        new MalformedRequestAnswers(
            JsonFormat.mapper(), new RequestIdentifiers(new SecureRandom())));
    return new LocalConnector(server);
  }
}
