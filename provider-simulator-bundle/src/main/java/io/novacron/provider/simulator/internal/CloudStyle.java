package io.novacron.provider.simulator.internal;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.packing.PoolDefinition;
import io.novacron.api.provider.Capability;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one cloud names things: what its own interface would say. Immutable. */
public sealed interface CloudStyle permits AwsStyle, AzureStyle, GcpStyle, OnPremiseStyle {
  /**
   * The style of a cloud of the catalog.
   *
   * @param pool the hosts, for the cloud whose hosts are ours
   */
  static CloudStyle of(String cloud, @Nullable PoolDefinition pool) {
    if (pool != null && cloud.equals(pool.cloud())) {
      return new OnPremiseStyle(pool);
    }
    return switch (cloud) {
      case "aws" -> new AwsStyle();
      case "azure" -> new AzureStyle();
      case "gcp" -> new GcpStyle();
      default -> throw new IllegalArgumentException("no such cloud: " + cloud);
    };
  }

  /** The name in the catalog. */
  String cloud();

  /** The zones of a region. */
  List<String> zones(String region);

  /**
   * A reference for a new machine.
   *
   * @param account account
   * @param zone zone
   * @param name name for people
   * @param draw what the digits follow from
   */
  String reference(String account, String zone, String name, Draw draw);

  /** The native id of the default network of an account in a region. */
  String network(String account, String region);

  /**
   * The images that it has for an architecture: native id by logical name.
   *
   * @param architecture {@code amd64} or {@code arm64}
   */
  Map<String, String> images(String region, String architecture);

  /** The cloud's word for a phase. */
  String word(Phase phase);

  /** What a word of this cloud means to us; UNKNOWN for a word that we have never seen. */
  MachineState state(String word);

  /** The cloud's own code for a refusal. */
  String code(Refusal refusal);

  /** The category of a refusal; a cloud may use one code for two reasons, and then so do we. */
  default Category category(Refusal refusal) {
    return refusal.category();
  }

  /** What it lacks of that which the simulator has, with the reason as a sentence. */
  Map<Capability, String> absences();

  /** Whether it goes on showing a deleted machine for a while. */
  boolean showsDeleted();
}
