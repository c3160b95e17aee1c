package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.SimulatedAccount;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes every request. */
final class WireHandler extends Handler.Abstract.NonBlocking {
  private static final int LARGEST_BODY = 1 << 20;

  private final SimulatedAccount account;
  private final AwsFace aws;
  private final ControlResource control;

  WireHandler(SimulatedAccount account, AwsFace aws, ControlResource control) {
    this.account = account;
    this.aws = aws;
    this.control = control;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Delivery delivery =
        new Delivery(request, response, callback, (delay, unit, task) -> later(delay, unit, task));
    var unused =
        Content.Source.asByteArrayAsync(request, LARGEST_BODY)
            .whenComplete(
                (body, failure) -> {
                  if (failure == null) {
                    take(request, body, delivery);
                  } else {
                    send(
                        delivery,
                        Delivery.text(
                            413, "The body must have at most " + LARGEST_BODY + " bytes."));
                  }
                });
    return true;
  }

  private void later(long delay, java.util.concurrent.TimeUnit unit, Runnable task) {
    account.timers().after(delay, unit, task);
  }

  private void take(Request request, byte[] body, Delivery delivery) {
    String path = Request.getPathInContext(request);
    if (path.startsWith(ControlResource.PATH)) {
      var unused =
          control
              .answer(request.getMethod(), path, body)
              .thenAccept(reply -> send(delivery, reply));
    } else if (request.getMethod().equals("POST")
        && (path.equals("/") || path.startsWith(CloudWatchService.PATH))) {
      aws.take(request, body, delivery);
    } else {
      send(
          delivery,
          Delivery.text(
              404,
              "Nothing is here. The SDK sends POST to / or "
                  + CloudWatchService.PATH
                  + "; for tests there is "
                  + ControlResource.PATH
                  + "."));
    }
  }

  private void send(Delivery delivery, HttpReply reply) {
    delivery.send(reply, "none", account.clock().instant());
  }
}
