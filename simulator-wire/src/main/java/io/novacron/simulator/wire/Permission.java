package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that a security group lets through.
 *
 * @param protocol name or number; {@code -1} for all
 * @param from first port; empty text for all
 * @param to last port; empty text for all
 * @param source range of addresses, or the id of a group
 */
record Permission(String protocol, String from, String to, String source) {
  static final Permission EVERYTHING = new Permission("-1", "", "", "0.0.0.0/0");
  static final Set<String> PARAMETERS =
      Set.of(
          "GroupId",
          "IpPermissions.#.IpProtocol",
          "IpPermissions.#.FromPort",
          "IpPermissions.#.ToPort",
          "IpPermissions.#.IpRanges.#.CidrIp",
          "IpPermissions.#.IpRanges.#.Description",
          "IpPermissions.#.Ipv6Ranges.#.CidrIpv6",
          "IpPermissions.#.Ipv6Ranges.#.Description",
          "IpPermissions.#.Groups.#.GroupId",
          "IpPermissions.#.Groups.#.Description",
          "IpProtocol",
          "FromPort",
          "ToPort",
          "CidrIp");

  /** The permissions that a request names. */
  static List<Permission> of(Ec2Call call) {
    Parameters parameters = call.parameters();
    List<Permission> permissions = new ArrayList<>();
    for (String item : parameters.items("IpPermissions")) {
      String protocol = parameters.require(item + ".IpProtocol");
      String from = parameters.get(item + ".FromPort", "");
      String to = parameters.get(item + ".ToPort", "");
      List<String> sources = new ArrayList<>();
      for (String range : parameters.items(item + ".IpRanges")) {
        sources.add(parameters.require(range + ".CidrIp"));
      }
      for (String range : parameters.items(item + ".Ipv6Ranges")) {
        sources.add(parameters.require(range + ".CidrIpv6"));
      }
      for (String group : parameters.items(item + ".Groups")) {
        sources.add(parameters.require(group + ".GroupId"));
      }
      sources.forEach(source -> permissions.add(new Permission(protocol, from, to, source)));
    }
    if (parameters.find("IpProtocol") != null) {
      permissions.add(
          new Permission(
              parameters.require("IpProtocol"),
              parameters.get("FromPort", ""),
              parameters.get("ToPort", ""),
              parameters.require("CidrIp")));
    }
    if (permissions.isEmpty()) {
      throw AwsError.missing("IpPermissions");
    }
    return permissions;
  }

  /** The permissions of a group. */
  static List<Permission> of(CloudResource group) {
    List<Permission> permissions = new ArrayList<>();
    for (String line : group.attribute("ingress").split("\n", -1)) {
      String[] parts = line.split("\\|", 4);
      if (parts.length == 4) {
        permissions.add(new Permission(parts[0], parts[1], parts[2], parts[3]));
      }
    }
    return permissions;
  }

  /** The group with other permissions. */
  static CloudResource onto(CloudResource group, List<Permission> permissions) {
    return group.with(
        "ingress",
        String.join(
            "\n",
            permissions.stream()
                .map(one -> String.join("|", one.protocol(), one.from(), one.to(), one.source()))
                .toList()));
  }

  void write(Xml xml) {
    xml.text("ipProtocol", protocol).text("fromPort", from).text("toPort", to);
    boolean group = source.startsWith("sg-");
    boolean six = source.contains(":");
    xml.list(
        "groups",
        group ? List.of(source) : List.of(),
        (inner, id) -> inner.text("groupId", id).text("userId", Ec2Estate.OWNER));
    xml.texts("ipRanges", "cidrIp", group || six ? List.of() : List.of(source));
    xml.texts("ipv6Ranges", "cidrIpv6", six ? List.of(source) : List.of());
  }
}
