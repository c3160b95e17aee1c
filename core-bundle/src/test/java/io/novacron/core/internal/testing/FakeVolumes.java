package io.novacron.core.internal.testing;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.VolumePage;
import io.novacron.api.provider.VolumeState;
import io.novacron.api.provider.Volumes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The volumes of the fake cloud, which are planted. */
public final class FakeVolumes implements Volumes {
  private static final int SIZE = 8;

  private final FakeCloud cloud;
  private final Map<String, CloudVolume> all = new LinkedHashMap<>();
  private int pageSize = 1000;
  private int number;

  FakeVolumes(FakeCloud cloud) {
    this.cloud = cloud;
  }

  /** References of the volumes that exist. */
  public List<String> existing() {
    return List.copyOf(all.keySet());
  }

  /** Puts a volume of 8 GiB there that no machine has; returns its reference. */
  public String plant(OwnerTag owner) {
    String reference = "vol-" + ++number;
    all.put(reference, volume(reference, List.of(), owner.toTags()));
    return reference;
  }

  /** Attaches a volume to a machine, or takes it off all when there is none. */
  public void attach(String reference, @Nullable String machine) {
    all.computeIfPresent(
        reference,
        (same, volume) ->
            volume(reference, machine == null ? List.of() : List.of(machine), volume.tags()));
  }

  /** Changes the tags of a volume, as somebody would who knows nothing of us. */
  public void retag(String reference, Map<String, String> tags) {
    all.computeIfPresent(reference, (same, volume) -> volume(reference, volume.machines(), tags));
  }

  /** Lists have pages of this many volumes. */
  public void pages(int size) {
    pageSize = size;
  }

  private CloudVolume volume(String reference, List<String> machines, Map<String, String> tags) {
    return new CloudVolume(
        reference,
        FakeCloud.REGION,
        "r1a",
        SIZE,
        "gp3",
        machines.isEmpty() ? VolumeState.AVAILABLE : VolumeState.IN_USE,
        machines.isEmpty() ? "available" : "in-use",
        machines,
        tags,
        cloud.now(),
        cloud.now());
  }

  @Override
  public CompletionStage<Outcome<VolumePage>> list(
      CallContext context, String region, @Nullable String pageToken) {
    return cloud.act(
        "listVolumes",
        () -> {
          List<CloudVolume> there =
              all.values().stream().filter(each -> each.region().equals(region)).toList();
          int from = pageToken == null ? 0 : Integer.parseInt(pageToken);
          int to = Math.min(there.size(), from + pageSize);
          return new Outcome.Done<>(
              new VolumePage(
                  there.subList(Math.min(from, to), to),
                  to == there.size() ? null : Integer.toString(to),
                  new Completeness.Full()));
        });
  }

  @Override
  public CompletionStage<Outcome<Optional<CloudVolume>>> describe(
      CallContext context, String region, String reference) {
    return cloud.act(
        "describeVolume", () -> new Outcome.Done<>(Optional.ofNullable(all.get(reference))));
  }

  @Override
  public CompletionStage<Outcome<Void>> delete(
      CallContext context, String region, String reference) {
    return cloud.act(
        "deleteVolume",
        () -> {
          CloudVolume volume = all.get(reference);
          if (volume != null && volume.inUse()) {
            return new Outcome.Failed<>(ProviderError.of(Category.CONFLICT, "it is attached"));
          }
          all.remove(reference);
          return new Outcome.Done<>(null);
        });
  }
}
