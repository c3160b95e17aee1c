package io.novacron.api.machine;

import io.novacron.api.security.Confidential;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for. Either a size or an instance type is given.
 *
 * @param name 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; unique in
 *     its tenant among machines that are not deleted
 * @param labels up to 32 labels; keys of 1 to 63 and values of up to 63 letters, digits and {@code
 *     . _ - /}
 * @param size how big it must at least be; absent when an instance type is given
 * @param instanceType a cloud's own type; absent when a size is given
 * @param image logical name of an image, or a cloud's own id
 * @param disks up to 16 disks beside the one of the image
 * @param network a cloud's own id of a network; absent for the account's default
 * @param securityGroups up to 16 of a cloud's own ids of security groups, with the account and
 *     region that they belong to in {@code placement}; empty for the default of the network
 * @param sshKeys up to 16 public keys in OpenSSH's one-line form
 * @param market how it is paid for
 * @param placement where it may go
 * @param userData what the machine runs at its first boot, up to 16 KiB; a record holds its digest
 * @param template the template that it is made from; absent for none
 */
public record MachineSpec(
    String name,
    Map<String, String> labels,
    @Nullable Size size,
    @Nullable String instanceType,
    String image,
    List<Disk> disks,
    @Nullable String network,
    List<String> securityGroups,
    List<String> sshKeys,
    Market market,
    PlacementConstraints placement,
    @Nullable Confidential userData,
    @Nullable TemplateReference template) {
  /** The image used when none is asked for. */
  public static final String DEFAULT_IMAGE = "ubuntu-24.04";

  public MachineSpec {
    Objects.requireNonNull(name, "name");
    labels = Map.copyOf(labels);
    Objects.requireNonNull(image, "image");
    disks = List.copyOf(disks);
    securityGroups = List.copyOf(securityGroups);
    sshKeys = List.copyOf(sshKeys);
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(placement, "placement");
  }

  /** A spec without security groups, user data and template. */
  public MachineSpec(
      String name,
      Map<String, String> labels,
      @Nullable Size size,
      @Nullable String instanceType,
      String image,
      List<Disk> disks,
      @Nullable String network,
      List<String> sshKeys,
      Market market,
      PlacementConstraints placement) {
    this(
        name,
        labels,
        size,
        instanceType,
        image,
        disks,
        network,
        List.of(),
        sshKeys,
        market,
        placement,
        null,
        null);
  }

  /** Starts a copy, to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects the parts of a spec; not thread-safe. */
  public static final class Builder {
    private String name;
    private Map<String, String> labels;
    private @Nullable Size size;
    private @Nullable String instanceType;
    private String image;
    private List<Disk> disks;
    private @Nullable String network;
    private List<String> securityGroups;
    private List<String> sshKeys;
    private Market market;
    private PlacementConstraints placement;
    private @Nullable Confidential userData;
    private @Nullable TemplateReference template;

    private Builder(MachineSpec former) {
      name = former.name;
      labels = former.labels;
      size = former.size;
      instanceType = former.instanceType;
      image = former.image;
      disks = former.disks;
      network = former.network;
      securityGroups = former.securityGroups;
      sshKeys = former.sshKeys;
      market = former.market;
      placement = former.placement;
      userData = former.userData;
      template = former.template;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder labels(Map<String, String> value) {
      labels = value;
      return this;
    }

    public Builder size(@Nullable Size value) {
      size = value;
      return this;
    }

    public Builder instanceType(@Nullable String value) {
      instanceType = value;
      return this;
    }

    public Builder image(String value) {
      image = value;
      return this;
    }

    public Builder disks(List<Disk> value) {
      disks = value;
      return this;
    }

    public Builder network(@Nullable String value) {
      network = value;
      return this;
    }

    public Builder securityGroups(List<String> value) {
      securityGroups = value;
      return this;
    }

    public Builder sshKeys(List<String> value) {
      sshKeys = value;
      return this;
    }

    public Builder market(Market value) {
      market = value;
      return this;
    }

    public Builder placement(PlacementConstraints value) {
      placement = value;
      return this;
    }

    public Builder userData(@Nullable Confidential value) {
      userData = value;
      return this;
    }

    public Builder template(@Nullable TemplateReference value) {
      template = value;
      return this;
    }

    public MachineSpec build() {
      return new MachineSpec(
          name,
          labels,
          size,
          instanceType,
          image,
          disks,
          network,
          securityGroups,
          sshKeys,
          market,
          placement,
          userData,
          template);
    }
  }
}
