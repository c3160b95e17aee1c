package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.provider.SecurityRule.IcmpMessage;
import io.novacron.api.provider.SecurityRule.PortRange;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Networks and security groups, in the shapes of the REST interface and as text. */
final class NetworkText {
  private NetworkText() {}

  /**
   * A list in the shape of a page.
   *
   * @param partial why something may be missing; absent when nothing is
   */
  static <T> ObjectNode page(
      Page<T> found,
      @Nullable String partial,
      String account,
      BiFunction<String, T, ObjectNode> shape) {
    ObjectNode page = new Json().page(found, each -> shape.apply(account, each));
    if (partial != null) {
      page.put("partial", partial);
    }
    return page;
  }

  static ObjectNode shape(String account, CloudNetwork network) {
    ObjectNode shape = new Json().object();
    shape.put("providerReference", network.reference());
    put(shape, "name", network.name());
    shape.put("account", account);
    shape.put("region", network.region());
    put(shape, "zone", network.zone());
    put(shape, "parent", network.parent());
    texts(shape, "addressRanges", network.addressRanges());
    Long free = network.freeAddresses();
    if (free != null) {
      shape.put("freeAddresses", free);
    }
    shape.put("usedByDefault", network.usedByDefault());
    tags(shape, network.tags());
    shape.put("observedAt", network.observedAt().toString());
    return shape;
  }

  static ObjectNode shape(String account, CloudSecurityGroup group) {
    ObjectNode shape = new Json().object();
    shape.put("providerReference", group.reference());
    shape.put("name", group.name());
    put(shape, "description", group.description());
    shape.put("account", account);
    shape.put("region", group.region());
    put(shape, "network", group.network());
    ArrayNode rules = shape.putArray("rules");
    group.rules().forEach(each -> rules.add(shape(each)));
    tags(shape, group.tags());
    shape.put("observedAt", group.observedAt().toString());
    return shape;
  }

  private static ObjectNode shape(SecurityRule rule) {
    ObjectNode shape = new Json().object();
    shape.put("direction", rule.direction().wireName());
    shape.put("protocol", rule.protocol());
    PortRange ports = rule.ports();
    if (ports != null) {
      shape.put("fromPort", ports.from());
      shape.put("toPort", ports.to());
    }
    IcmpMessage icmp = rule.icmp();
    if (icmp != null) {
      shape.put("icmpType", icmp.type());
      Integer code = icmp.code();
      if (code != null) {
        shape.put("icmpCode", code);
      }
    }
    texts(shape, "peers", rule.peers());
    put(shape, "description", rule.description());
    return shape;
  }

  /** A rule in a line, such as {@code tcp 80-443 from 10.0.0.0/8, sg-1}. */
  static String line(SecurityRule rule) {
    StringBuilder line = new StringBuilder(rule.protocol());
    PortRange ports = rule.ports();
    if (ports != null) {
      line.append(' ').append(ports.from());
      if (ports.to() != ports.from()) {
        line.append('-').append(ports.to());
      }
    }
    IcmpMessage icmp = rule.icmp();
    if (icmp != null) {
      line.append(" type ").append(icmp.type());
      if (icmp.code() != null) {
        line.append(" code ").append(icmp.code());
      }
    }
    return line.append(rule.direction() == SecurityRule.Direction.INGRESS ? " from " : " to ")
        .append(String.join(", ", rule.peers()))
        .toString();
  }

  private static void put(ObjectNode shape, String field, @Nullable String value) {
    if (value != null) {
      shape.put(field, value);
    }
  }

  private static void texts(ObjectNode shape, String field, List<String> values) {
    ArrayNode array = shape.putArray(field);
    values.forEach(array::add);
  }

  private static void tags(ObjectNode shape, Map<String, String> tags) {
    ObjectNode all = shape.putObject("tags");
    new TreeMap<>(tags).forEach(all::put);
  }
}
