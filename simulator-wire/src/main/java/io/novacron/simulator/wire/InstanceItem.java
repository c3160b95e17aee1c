package io.novacron.simulator.wire;

import io.novacron.api.machine.Market;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Draw;
import io.novacron.provider.simulator.internal.MachineFacts;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance as replies show it.
 *
 * @param parts volumes and network interfaces
 * @param stateWord the state in which it is shown; absent for the true one
 */
record InstanceItem(
    Ec2Estate estate,
    SimulatedMachine machine,
    List<CloudResource> parts,
    @Nullable String stateWord) {
  private static final Map<String, Integer> CODES =
      Map.of(
          "pending", 0,
          "running", 16,
          "shutting-down", 32,
          "terminated", 48,
          "stopping", 64,
          "stopped", 80);
  private static final int UNHEARD_OF = 96;

  /** The name of its state. */
  String state() {
    return stateWord == null ? estate.account().style().word(machine.phase()) : stateWord;
  }

  static int code(String state) {
    return CODES.getOrDefault(state, UNHEARD_OF);
  }

  static void state(Xml xml, String element, String state) {
    xml.element(element, () -> xml.text("code", code(state)).text("name", state));
  }

  /** The client token that it was made with. */
  static String clientToken(SimulatedMachine machine) {
    String token = machine.facts().token();
    return token.substring(token.indexOf('|') + 1);
  }

  /** Its public address; empty text when it has none now. */
  String publicAddress() {
    boolean up = machine.phase().occupying() && machine.phase() != Phase.DELETING;
    if (!up || !Boolean.parseBoolean(attribute("public"))) {
      return "";
    }
    Draw draw = Draw.of(0, "public", machine.reference());
    int host = draw.below(1 << 17);
    return "198." + (18 + (host >>> 16)) + "." + (host >>> 8 & 0xff) + "." + (host & 0xff);
  }

  String attribute(String name) {
    return machine.facts().attributes().getOrDefault(name, "");
  }

  String reservationId() {
    return "r-0" + Draw.of(0, "reservation", machine.reference()).hex(16);
  }

  boolean spot() {
    return machine.facts().market() == Market.Kind.SPOT;
  }

  /** Writes the reservation with this instance in it, without an element around it. */
  void reservation(Xml xml) {
    xml.text("reservationId", reservationId());
    xml.text("ownerId", Ec2Estate.OWNER);
    xml.element("groupSet", () -> {});
    xml.list("instancesSet", List.of(this), (inner, item) -> item.write(inner));
  }

  /** Writes what is within the item of the instance. */
  void write(Xml xml) {
    MachineFacts facts = machine.facts();
    boolean gone = machine.phase() == Phase.DELETED;
    xml.text("instanceId", machine.reference()).text("imageId", facts.image());
    state(xml, "instanceState", state());
    String host = "ip-" + facts.address().replace('.', '-') + "." + facts.region();
    xml.text("privateDnsName", gone ? "" : host + ".compute.internal");
    xml.text("reason", reason());
    xml.text("keyName", attribute("key"));
    xml.text("amiLaunchIndex", 0);
    xml.text("instanceType", facts.type());
    xml.text("launchTime", machine.createdAt().truncatedTo(ChronoUnit.SECONDS));
    xml.element(
        "placement", () -> xml.text("availabilityZone", facts.zone()).text("tenancy", "default"));
    xml.element(
        "monitoring",
        () -> xml.text("state", attribute("monitoring").equals("true") ? "enabled" : "disabled"));
    if (!gone) {
      xml.text("subnetId", estate.subnet(facts.zone()));
      xml.text("vpcId", estate.vpc(facts.region()));
      xml.text("privateIpAddress", facts.address());
      xml.text("ipAddress", publicAddress());
    }
    stateReason(xml);
    xml.text("architecture", attribute("architecture"));
    xml.text("rootDeviceType", "ebs").text("rootDeviceName", attribute("rootDevice"));
    xml.list("blockDeviceMapping", of(Ec2Estate.VOLUME), this::device);
    xml.text("virtualizationType", "hvm");
    xml.text("clientToken", clientToken(machine));
    xml.tags(facts.tags());
    xml.text("hypervisor", "xen");
    xml.list(
        "groupSet", gone ? List.of() : groups(), (inner, group) -> inner.text("groupId", group));
    xml.list("networkInterfaceSet", of(Ec2Estate.INTERFACE), this::networkInterface);
    if (spot()) {
      xml.text("instanceLifecycle", "spot");
      xml.text("spotInstanceRequestId", SpotActions.requestId(machine.reference()));
    }
    xml.text("ebsOptimized", false);
  }

  List<String> groups() {
    return List.of(attribute("groups").split(",", -1));
  }

  List<CloudResource> of(String kind) {
    return parts.stream().filter(part -> part.kind().equals(kind)).toList();
  }

  private String reason() {
    return switch (machine.phase()) {
      case STOPPING, STOPPED, DELETING, DELETED ->
          "User initiated ("
              + machine.since().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ')
              + ")";
      default -> "";
    };
  }

  private void stateReason(Xml xml) {
    Optional<String> code =
        switch (machine.phase()) {
          case STOPPING, STOPPED, DELETING, DELETED ->
              Optional.of(
                  machine.phase() == Phase.DELETED || machine.phase() == Phase.DELETING
                      ? interrupted()
                          ? "Server.SpotInstanceTermination"
                          : "Client.UserInitiatedShutdown"
                      : "Client.UserInitiatedShutdown");
          default -> Optional.empty();
        };
    code.ifPresent(
        text -> xml.element("stateReason", () -> xml.text("code", text).text("message", text)));
  }

  private boolean interrupted() {
    return parts.stream()
        .anyMatch(
            part ->
                part.kind().equals(Ec2Estate.SPOT_REQUEST)
                    && !part.attribute("interruptedAt").isEmpty());
  }

  private void device(Xml xml, CloudResource volume) {
    xml.text("deviceName", volume.attribute("device"));
    xml.element(
        "ebs",
        () ->
            xml.text("volumeId", volume.reference())
                .text("status", "attached")
                .text("attachTime", volume.attribute("attachedAt"))
                .text("deleteOnTermination", volume.attribute(CloudResource.DELETED_WITH_MACHINE)));
  }

  private void networkInterface(Xml xml, CloudResource part) {
    xml.text("networkInterfaceId", part.reference());
    xml.text("subnetId", part.attribute("subnet"));
    xml.text("vpcId", estate.vpc(part.region()));
    xml.text("ownerId", Ec2Estate.OWNER).text("status", "in-use");
    xml.text("privateIpAddress", part.attribute("address"));
    xml.list(
        "groupSet",
        List.of(part.attribute("groups").split(",", -1)),
        (inner, group) -> inner.text("groupId", group));
    xml.element(
        "attachment",
        () ->
            xml.text("attachmentId", "eni-attach-0" + part.reference().substring(5))
                .text("deviceIndex", 0)
                .text("status", "attached")
                .text("deleteOnTermination", part.attribute(CloudResource.DELETED_WITH_MACHINE)));
  }
}
