package io.novacron.api.machine;

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
 * @param sshKeys up to 16 public keys in OpenSSH's one-line form
 * @param market how it is paid for
 * @param placement where it may go
 */
public record MachineSpec(
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
  /** The image used when none is asked for. */
  public static final String DEFAULT_IMAGE = "ubuntu-24.04";

  public MachineSpec {
    Objects.requireNonNull(name, "name");
    labels = Map.copyOf(labels);
    Objects.requireNonNull(image, "image");
    disks = List.copyOf(disks);
    sshKeys = List.copyOf(sshKeys);
    Objects.requireNonNull(market, "market");
    Objects.requireNonNull(placement, "placement");
  }
}
