package io.novacron.rest.internal.stream;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Gives one connection its endpoint. All methods are here, since the ones that are inherited look
 * for a platform's own through the context class loader, which in a container knows of none.
 */
final class SingleEndpoint extends ServerEndpointConfig.Configurator {
  private final EventSocket socket;

  SingleEndpoint(EventSocket socket) {
    this.socket = socket;
  }

  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return "";
  }

  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return List.of();
  }

  /** Who asks is told by its token, which a page of another origin does not have. */
  @Override
  public boolean checkOrigin(String originHeaderValue) {
    return true;
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig configuration, HandshakeRequest request, HandshakeResponse response) {
    // Nothing is added.
  }

  @Override
  public <T> T getEndpointInstance(Class<T> endpointClass) {
    return endpointClass.cast(socket);
  }
}
