package io.novacron.provider.aws.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * A volume and what it was, as a snapshot's tag keeps it, so that one that is made from the
 * snapshot is like it.
 *
 * @param id the volume
 * @param type its type, such as {@code gp3}; empty where EC2 did not tell
 * @param iops its operations per second, where they were given
 * @param throughput its MiB per second, where they were given
 */
record VolumeForm(String id, String type, @Nullable Integer iops, @Nullable Integer throughput) {
  /** The types whose operations per second are given and not derived from the size. */
  private static final List<String> WITH_IOPS = List.of("gp3", "io1", "io2");

  static VolumeForm of(Volume volume) {
    String type = volume.volumeTypeAsString() == null ? "" : volume.volumeTypeAsString();
    return new VolumeForm(
        volume.volumeId(),
        type,
        WITH_IOPS.contains(type) ? volume.iops() : null,
        "gp3".equals(type) ? volume.throughput() : null);
  }

  /** As a tag's value. */
  String text() {
    return id + "/" + type + "/" + text(iops) + "/" + text(throughput);
  }

  /** Reads a tag's value; one that somebody has changed leaves out what cannot be read. */
  static VolumeForm parse(String text) {
    String[] parts = (text + "///").split("/", -1);
    return new VolumeForm(parts[0], parts[1], number(parts[2]), number(parts[3]));
  }

  /** Asks for a volume like it. */
  CreateVolumeRequest.Builder apply(CreateVolumeRequest.Builder request) {
    return request.volumeType(type.isEmpty() ? "gp3" : type).iops(iops).throughput(throughput);
  }

  private static String text(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  private static @Nullable Integer number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
  }
}
