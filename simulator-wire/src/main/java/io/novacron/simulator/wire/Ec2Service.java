package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Elastic Compute Cloud in its query protocol. Safe for use by many threads. */
final class Ec2Service {
  static final String NAME = "ec2";
  private static final String VERSION = "2016-11-15";
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + VERSION + "/";
  private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

  private final Map<String, Ec2Action> actions = new LinkedHashMap<>();

  Ec2Service(SimulatedAccount account) {
    Ec2Estate estate = new Ec2Estate(account);
    Stream.of(
            new RunInstances(estate).actions(),
            new InstanceActions(estate).actions(),
            new TagActions(estate).actions(),
            new PlaceActions(estate).actions(),
            new TypeActions(estate).actions(),
            new NetworkActions(estate).actions(),
            new VolumeActions(estate).actions(),
            new SnapshotActions(estate).actions(),
            new ImageActions(estate).actions(),
            new SpotActions(estate).actions())
        .flatMap(List::stream)
        .forEach(action -> actions.put(action.name(), action));
  }

  Set<String> actions() {
    return actions.keySet();
  }

  /** The action with a name; absent when there is none. */
  @Nullable Ec2Action action(String name) {
    return actions.get(name);
  }

  /**
   * Does what a request asks.
   *
   * @throws AwsError to refuse it
   */
  Effect<HttpReply> answer(Ec2Call call) {
    Ec2Action action = actions.get(call.action());
    if (action == null) {
      call.notSimulated("action");
      throw AwsError.client(
          "InvalidAction", "The action " + call.action() + " is not valid for this web service.");
    }
    String version = call.parameters().require("Version");
    if (!version.equals(VERSION)) {
      throw AwsError.client(
          "InvalidAction",
          "The action " + call.action() + " is not valid for version " + version + ".");
    }
    Set<String> unknown = call.parameters().outside(action.parameters());
    if (!unknown.isEmpty()) {
      unknown.forEach(name -> call.notSimulated("parameter " + name));
      throw AwsError.client(
          "UnknownParameter",
          "The parameter "
              + String.join(", ", unknown)
              + " is not recognized for "
              + call.action()
              + ".");
    }
    if (call.dryRun() && !action.checksDryRun()) {
      throw Ec2Call.wouldSucceed();
    }
    return action.run().apply(call).map(content -> reply(call, content));
  }

  private static HttpReply reply(Ec2Call call, Consumer<Xml> content) {
    byte[] body =
        Xml.document(
            call.action() + "Response",
            NAMESPACE,
            xml -> {
              xml.text("requestId", call.requestId());
              content.accept(xml);
            });
    return HttpReply.of(200, CONTENT_TYPE, body);
  }

  /** The refusal as a reply. */
  static HttpReply refusal(AwsError error, String requestId) {
    byte[] body =
        Xml.document(
            "Response",
            null,
            xml -> {
              xml.element(
                  "Errors",
                  () ->
                      xml.element(
                          "Error",
                          () -> xml.text("Code", error.code()).text("Message", error.reason())));
              xml.text("RequestID", requestId);
            });
    return new HttpReply(error.status(), CONTENT_TYPE, error.headers(), body);
  }
}
