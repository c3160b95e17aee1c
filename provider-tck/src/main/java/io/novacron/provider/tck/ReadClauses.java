package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstancePage;
import io.novacron.api.provider.InstanceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What reads show, and when. */
public interface ReadClauses extends ContractSubject {
  @Test
  @DisplayName("T20 every read shows a new machine within the stated bound")
  default void everyReadShowsANewMachineWithinTheStatedBound() {
    InstanceRequest request = request();
    String region = request.region();
    String token = ContractSession.newToken();
    String reference = session().running(token, request).reference();
    Instance seen = awaitVisible(this, region, reference);
    assertThat(seen.region()).isEqualTo(region);
    assertThat(seen.instanceType()).isEqualTo(request.instanceType());
    assertThat(seen.state()).isEqualTo(MachineState.RUNNING);
    assertThat(seen.addresses()).isNotEmpty();
    await()
        .atMost(factory().descriptor().visibilityBound())
        .untilAsserted(
            () -> {
              assertThat(
                      session()
                          .answer(
                              session().compute().findByToken(session().context(), region, token)))
                  .extracting(Instance::reference)
                  .containsExactly(reference);
              assertThat(
                      session()
                          .answer(
                              session()
                                  .compute()
                                  .findByOwner(session().context(), region, request.owner())))
                  .extracting(Instance::reference)
                  .containsExactly(reference);
              assertThat(listAll(session(), region))
                  .extracting(Instance::reference)
                  .contains(reference);
            });
  }

  @Test
  @DisplayName("T21 \"not there\" just after a create is not \"gone\"")
  default void notThereJustAfterACreateIsNotGone() {
    InstanceRequest request = request();
    String token = ContractSession.newToken();
    session().outcome(session().compute().create(session().context(token), request));
    Optional<Instance> early =
        session()
            .answer(session().compute().findByToken(session().context(), request.region(), token))
            .stream()
            .findFirst();
    Instance again = session().running(token, request);
    assertThat(early.stream())
        .allSatisfy(seen -> assertThat(seen.reference()).isEqualTo(again.reference()));
    assertThat(awaitVisible(this, request.region(), again.reference()).idempotencyToken())
        .isEqualTo(token);
  }

  @Test
  @DisplayName("a list gives every machine once, over all its pages, and says that it is full")
  default void aListGivesEveryMachineOnceOverAllItsPages() {
    Map<String, InstanceRequest> requests =
        Stream.generate(ContractSession::newToken)
            .limit(moreThanAPage())
            .collect(Collectors.toMap(token -> token, token -> request()));
    String region = request().region();
    List<String> made = session().running(requests).stream().map(Instance::reference).toList();
    assertThat(made).doesNotHaveDuplicates();
    await()
        .atMost(factory().descriptor().visibilityBound())
        .untilAsserted(
            () ->
                assertThat(listAll(session(), region))
                    .extracting(Instance::reference)
                    .containsExactlyInAnyOrderElementsOf(made));
    InstancePage first =
        session().answer(session().compute().list(session().context(), region, null));
    assertThat(first.nextPageToken()).as("the first page is not the last").isNotNull();
  }

  @Test
  @DisplayName("a page token that no list gave is invalid")
  default void aPageTokenThatNoListGaveIsInvalid() {
    assertThat(
            session()
                .error(
                    session()
                        .compute()
                        .list(session().context(), request().region(), "no such page"))
                .category())
        .isEqualTo(Category.INVALID);
  }

  @Test
  @DisplayName("the regions of the account are those of the catalog")
  default void theRegionsOfTheAccountAreThoseOfTheCatalog() {
    assertThat(session().answer(session().provider().regions(session().context())))
        .isNotEmpty()
        .isSubsetOf(catalog().regionIds(session().provider().cloud()));
  }

  /** Waits until a machine is in sight. */
  static Instance awaitVisible(ContractSubject subject, String region, String reference) {
    ContractSession session = subject.session();
    return await()
        .atMost(subject.factory().descriptor().visibilityBound())
        .until(() -> session.described(region, reference), Optional::isPresent)
        .orElseThrow();
  }

  /** All pages of a list, each of which must be full. */
  static List<Instance> listAll(ContractSession session, String region) {
    List<Instance> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      InstancePage page = session.answer(session.compute().list(session.context(), region, next));
      assertThat(page.completeness()).isInstanceOf(Completeness.Full.class);
      all.addAll(page.instances());
      next = page.nextPageToken();
    } while (next != null);
    return all;
  }
}
