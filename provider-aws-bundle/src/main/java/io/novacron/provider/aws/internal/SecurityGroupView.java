package io.novacron.provider.aws.internal;

import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.provider.SecurityRule.Direction;
import io.novacron.api.provider.SecurityRule.IcmpMessage;
import io.novacron.api.provider.SecurityRule.PortRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Security groups of EC2 in our words. */
final class SecurityGroupView {
  /** In EC2's permissions: every protocol, every port, every type or code of ICMP. */
  private static final int EVERY = -1;

  private SecurityGroupView() {}

  /**
   * Shows a security group.
   *
   * @throws MalformedReplyException when it has no id
   */
  static CloudSecurityGroup of(SecurityGroup told, String region, Instant now) {
    if (told.groupId() == null) {
      throw new MalformedReplyException("a security group has no id");
    }
    return new CloudSecurityGroup(
        told.groupId(),
        told.groupName() == null ? told.groupId() : told.groupName(),
        given(told.description()),
        region,
        told.vpcId(),
        Stream.concat(
                told.ipPermissions().stream().flatMap(each -> rules(Direction.INGRESS, each)),
                told.ipPermissionsEgress().stream().flatMap(each -> rules(Direction.EGRESS, each)))
            .toList(),
        Tags.map(told.tags()),
        now);
  }

  /**
   * A permission joins what agrees in protocol and ports; each end has a description of its own.
   */
  private static Stream<SecurityRule> rules(Direction direction, IpPermission told) {
    Map<String, List<String>> peers = new LinkedHashMap<>();
    told.ipRanges().forEach(each -> add(peers, each.cidrIp(), each.description()));
    told.ipv6Ranges().forEach(each -> add(peers, each.cidrIpv6(), each.description()));
    told.prefixListIds().forEach(each -> add(peers, each.prefixListId(), each.description()));
    told.userIdGroupPairs().forEach(each -> add(peers, group(each), each.description()));
    String protocol = protocol(told.ipProtocol());
    return peers.entrySet().stream()
        .map(
            each ->
                new SecurityRule(
                    direction,
                    protocol,
                    ports(protocol, told.fromPort(), told.toPort()),
                    icmp(protocol, told.fromPort(), told.toPort()),
                    each.getValue(),
                    given(each.getKey())));
  }

  private static void add(
      Map<String, List<String>> peers, @Nullable String peer, @Nullable String description) {
    if (peer != null) {
      peers
          .computeIfAbsent(description == null ? "" : description, none -> new ArrayList<>())
          .add(peer);
    }
  }

  private static @Nullable String group(UserIdGroupPair pair) {
    return pair.groupId() == null ? pair.groupName() : pair.groupId();
  }

  /** EC2 gives names or numbers, and takes both. */
  private static String protocol(@Nullable String word) {
    if (word == null || word.equals("-1")) {
      return "all";
    }
    return switch (word) {
      case "1" -> "icmp";
      case "6" -> "tcp";
      case "17" -> "udp";
      case "58" -> "icmpv6";
      default -> word;
    };
  }

  private static @Nullable PortRange ports(
      String protocol, @Nullable Integer from, @Nullable Integer to) {
    boolean ported = protocol.equals("tcp") || protocol.equals("udp");
    if (!ported || from == null || to == null || from == EVERY || to == EVERY) {
      return null;
    }
    return new PortRange(from, to);
  }

  private static @Nullable IcmpMessage icmp(
      String protocol, @Nullable Integer type, @Nullable Integer code) {
    boolean icmp = protocol.equals("icmp") || protocol.equals("icmpv6");
    if (!icmp || type == null || type == EVERY) {
      return null;
    }
    return new IcmpMessage(type, code == null || code == EVERY ? null : code);
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
