package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.VolumePage;
import io.novacron.api.provider.VolumeState;
import io.novacron.api.provider.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Volumes, where a provider has them. */
public interface VolumeClauses extends ContractSubject {
  @Test
  @DisplayName("T27 the facet volumes is there exactly when the descriptor declares it")
  default void volumesAreThereExactlyWhenTheyAreDeclared() {
    assertThat(session().provider().volumes().isPresent())
        .isEqualTo(factory().descriptor().capabilities().contains(Capability.VOLUMES));
  }

  @Test
  @DisplayName("a list of a region gives its volumes, with owner tag, size and state")
  default void aListOfARegionGivesItsVolumes() {
    requireVolumes();
    InstanceRequest request = request();
    String region = request.region();
    List<String> made = made(request, 2);
    awaitListed(region, made);
    assertThat(all(region))
        .filteredOn(volume -> made.contains(volume.reference()))
        .hasSize(made.size())
        .allSatisfy(
            volume -> {
              assertThat(OwnerTag.fromTags(volume.tags())).contains(request.owner());
              assertThat(volume.sizeGib()).isPositive();
              assertThat(volume.state()).isEqualTo(VolumeState.AVAILABLE);
              assertThat(volume.machines()).isEmpty();
              assertThat(volume.region()).isEqualTo(region);
            });
  }

  @Test
  @DisplayName("a list of many volumes comes by pages and lacks none")
  default void aListOfManyVolumesComesByPages() {
    requireVolumes();
    InstanceRequest request = request();
    String region = request.region();
    awaitListed(region, made(request, moreThanAPage()));
    assertThat(session().answer(facet().list(session().context(), region, null)).nextPageToken())
        .as("the first page is not the last")
        .isNotNull();
  }

  @Test
  @DisplayName("a page token that no list of volumes gave is invalid")
  default void aPageTokenThatNoListOfVolumesGaveIsInvalid() {
    requireVolumes();
    assertThat(
            session()
                .error(facet().list(session().context(), request().region(), "no such page"))
                .category())
        .isEqualTo(Category.INVALID);
  }

  @Test
  @DisplayName("T08 a volume is deleted once and twice")
  default void aVolumeIsDeletedOnceAndTwice() {
    requireVolumes();
    InstanceRequest request = request();
    String region = request.region();
    String reference = freeVolume(request);
    await().atMost(factory().descriptor().visibilityBound()).until(() -> there(region, reference));
    for (int time = 0; time < 2; time++) {
      assertThat(session().outcome(facet().delete(session().context(), region, reference)))
          .isInstanceOfAny(Outcome.Done.class, Outcome.Accepted.class);
    }
    await().atMost(factory().descriptor().visibilityBound()).until(() -> !there(region, reference));
    assertThat(session().outcome(facet().delete(session().context(), region, reference)))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("a volume that is attached to a machine says so, and is not deleted: CONFLICT")
  default void anAttachedVolumeIsNotDeleted() {
    requireVolumes();
    Instance machine = session().running(ContractSession.newToken(), request());
    String region = machine.region();
    CloudVolume attached =
        await()
            .atMost(factory().descriptor().visibilityBound())
            .until(
                () ->
                    all(region).stream()
                        .filter(volume -> volume.machines().contains(machine.reference()))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(attached.inUse()).isTrue();
    assertThat(OwnerTag.fromTags(attached.tags())).isEqualTo(OwnerTag.fromTags(machine.tags()));
    assertThat(
            session()
                .error(facet().delete(session().context(), region, attached.reference()))
                .category())
        .isEqualTo(Category.CONFLICT);
    assertThat(there(region, attached.reference())).isTrue();
  }

  private void requireVolumes() {
    assumeTrue(session().provider().volumes().isPresent(), "it has no volumes");
  }

  private Volumes facet() {
    return session().provider().volumes().orElseThrow();
  }

  private boolean there(String region, String reference) {
    return session()
        .answer(facet().describe(session().context(), region, reference))
        .filter(
            volume ->
                volume.state() != VolumeState.DELETED && volume.state() != VolumeState.DELETING)
        .isPresent();
  }

  private List<String> made(InstanceRequest request, int number) {
    return Stream.generate(() -> freeVolume(request)).limit(number).toList();
  }

  private void awaitListed(String region, List<String> references) {
    await()
        .atMost(factory().descriptor().visibilityBound())
        .untilAsserted(
            () ->
                assertThat(all(region)).extracting(CloudVolume::reference).containsAll(references));
  }

  /** All pages of the list, each of which must be full. */
  private List<CloudVolume> all(String region) {
    List<CloudVolume> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      VolumePage page = session().answer(facet().list(session().context(), region, next));
      assertThat(page.completeness()).isInstanceOf(Completeness.Full.class);
      all.addAll(page.volumes());
      next = page.nextPageToken();
    } while (next != null);
    return all;
  }
}
