package io.novacron.api.provider;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a security group lets through.
 *
 * @param direction which way
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, {@code all}, or the
 *     number that IANA gave a protocol, as decimal digits
 * @param ports the ports of the machine at the receiving end; absent when all are meant, or the
 *     protocol has none
 * @param icmp the messages of ICMP; absent when all are meant, or the protocol is another
 * @param peers the other ends: blocks of addresses in CIDR notation, references of security groups,
 *     or references of lists of addresses that the cloud keeps
 * @param description what it is for, where that is told
 */
public record SecurityRule(
    Direction direction,
    String protocol,
    @Nullable PortRange ports,
    @Nullable IcmpMessage icmp,
    List<String> peers,
    @Nullable String description) {
  public SecurityRule {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(protocol, "protocol");
    peers = List.copyOf(peers);
  }

  /** Which way traffic goes. */
  public enum Direction {
    /** To the machines of the group. */
    INGRESS,
    /** From the machines of the group. */
    EGRESS;

    /** The word of REST and the shell, such as {@code ingress}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Ports, both ends included.
   *
   * @param from the first, 0 to 65535
   * @param to the last, not below the first
   */
  public record PortRange(int from, int to) {
    private static final int LAST = 65_535;

    public PortRange {
      if (from < 0 || to < from || to > LAST) {
        throw new IllegalArgumentException("no range of ports: " + from + " to " + to);
      }
    }
  }

  /**
   * Messages of ICMP.
   *
   * @param type the type that IANA gave it
   * @param code the code within the type; absent when all are meant
   */
  public record IcmpMessage(int type, @Nullable Integer code) {}
}
