package io.novacron.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.InvalidPageTokenException;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state store lists. Extend it and give it a store; tests may share one. */
public abstract class StateStoreQueryContract {
  private StoreFixture fixture;

  /** The store that is tested. */
  protected abstract StateStore store();

  @BeforeEach
  void useNamesOfItsOwn() {
    fixture = new StoreFixture(store());
  }

  @Test
  void anEmptyKindGivesOneEmptyPage() {
    Page<StoredRecord> page = Stages.await(store().query(fixture.query()));

    assertThat(page.items()).isEmpty();
    assertThat(page.nextPageToken()).isNull();
  }

  @Test
  void recordsAreListedByIdInBothOrders() {
    List<String> ids = createShuffled(50);

    assertThat(fixture.ids(fixture.query())).isEqualTo(ids);
    Collections.reverse(ids);
    assertThat(fixture.ids(fixture.query().withOrder(Query.Order.DESCENDING))).isEqualTo(ids);
  }

  @Test
  void aListShowsWhatWasAcknowledgedBeforeIt() {
    for (int i = 0; i < 100; i++) {
      String id = "r%03d".formatted(i);
      fixture.create(fixture.key(id, id), id);
      assertThat(fixture.ids(fixture.query())).hasSize(i + 1);
    }
    for (int i = 0; i < 100; i++) {
      String id = "r%03d".formatted(i);
      fixture.commit(new Mutation.Delete(fixture.key(id, id), 1));
      assertThat(fixture.ids(fixture.query())).hasSize(99 - i);
    }
  }

  @Test
  void recordsAreFoundByAllAttributesAsked() {
    for (int i = 0; i < 60; i++) {
      String id = "r%02d".formatted(i);
      fixture.create(
          fixture.key(id, id),
          id,
          Map.of("even", i % 2 == 0 ? "yes" : "no", "third", i % 3 == 0 ? "yes" : "no"));
    }

    assertThat(fixture.ids(fixture.query().withAttributes(Map.of("even", "yes")))).hasSize(30);
    assertThat(fixture.ids(fixture.query().withAttributes(Map.of("even", "yes", "third", "yes"))))
        .containsExactly("r00", "r06", "r12", "r18", "r24", "r30", "r36", "r42", "r48", "r54");
    assertThat(
            fixture.ids(
                fixture
                    .query()
                    .withAttributes(Map.of("even", "yes", "third", "yes"))
                    .withOrder(Query.Order.DESCENDING)
                    .withLimit(2)))
        .containsExactly("r54", "r48");
    assertThat(fixture.ids(fixture.query().withAttributes(Map.of("even", "perhaps")))).isEmpty();
    assertThat(fixture.ids(fixture.query().withAttributes(Map.of("odd", "yes")))).isEmpty();
  }

  @Test
  void aListStaysWithinItsBoundsInBothOrdersAndOverAllPages() {
    List<String> ids = createShuffled(50);
    String from = ids.get(7);
    String before = ids.get(31);
    Query bounded = fixture.query().withIds(from, before).withLimit(5);

    List<String> ascending = fixture.pages(bounded).stream().flatMap(List::stream).toList();
    List<String> descending =
        fixture.pages(bounded.withOrder(Query.Order.DESCENDING)).stream()
            .flatMap(List::stream)
            .toList();

    assertThat(ascending).isEqualTo(ids.subList(7, 31));
    List<String> reversed = new ArrayList<>(ids.subList(7, 31));
    Collections.reverse(reversed);
    assertThat(descending).isEqualTo(reversed);
    assertThat(fixture.ids(fixture.query().withIds(ids.get(48), null)))
        .isEqualTo(ids.subList(48, 50));
    assertThat(fixture.ids(fixture.query().withIds(null, ids.get(2)))).isEqualTo(ids.subList(0, 2));
    assertThat(fixture.ids(fixture.query().withIds(before, from))).isEmpty();
  }

  @Test
  void aRecordMovesFromListToListWithItsAttributes() {
    Key key = fixture.key("m1", "m1");
    Query running = fixture.query().withAttributes(Map.of("state", "RUNNING"));
    Query stopped = fixture.query().withAttributes(Map.of("state", "STOPPED"));
    fixture.create(key, "a", Map.of("state", "RUNNING", "name", "web"));

    fixture.commit(fixture.put(key, 1, "b", Map.of("state", "STOPPED", "name", "web")));

    assertThat(fixture.ids(running)).isEmpty();
    assertThat(fixture.ids(stopped)).containsExactly("m1");
    assertThat(fixture.ids(fixture.query().withAttributes(Map.of("name", "web"))))
        .containsExactly("m1");
    fixture.commit(new Mutation.Delete(key, 2));
    assertThat(fixture.ids(stopped)).isEmpty();
  }

  @Test
  void manyChangesOfOneRecordAtOnceLeaveItInTheRightList() {
    Key key = fixture.key("m1", "m1");
    fixture.create(key, "0", Map.of("state", "0", "both", "yes"));
    List<CompletionStage<List<StoredRecord>>> stages = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      Map<String, String> attributes =
          i % 3 == 0 ? Map.of("both", "yes") : Map.of("state", String.valueOf(i), "both", "yes");
      stages.add(
          store().commit(Transaction.of(fixture.put(key, i, String.valueOf(i), attributes))));
    }
    stages.forEach(Stages::await);

    assertThat(fixture.value(key)).isEqualTo("30");
    assertThat(fixture.ids(fixture.query().withAttributes(Map.of("both", "yes"))))
        .containsExactly("m1");
    for (int i = 0; i <= 30; i++) {
      assertThat(fixture.ids(fixture.query().withAttributes(Map.of("state", String.valueOf(i)))))
          .isEmpty();
    }
  }

  @Test
  void aQueryWithoutTenantListsAllTenantsInOneOrder() {
    for (int i = 0; i < 30; i++) {
      String id = "r%02d".formatted(i);
      Key key = new Key(fixture.tenant + "-" + i % 4, fixture.kind, "p" + i, id);
      fixture.create(key, id, Map.of("even", String.valueOf(i % 2 == 0)));
    }
    Query all = Query.of(null, fixture.kind);

    assertThat(fixture.ids(all)).hasSize(30).isSorted();
    assertThat(fixture.ids(Query.of(fixture.tenant + "-1", fixture.kind)))
        .containsExactly("r01", "r05", "r09", "r13", "r17", "r21", "r25", "r29");
    assertThat(fixture.pages(all.withLimit(7)).stream().flatMap(List::stream).toList())
        .isEqualTo(fixture.ids(all));
    assertThat(
            fixture
                .pages(
                    all.withLimit(4)
                        .withAttributes(Map.of("even", "true"))
                        .withOrder(Query.Order.DESCENDING))
                .stream()
                .flatMap(List::stream)
                .toList())
        .hasSize(15)
        .startsWith("r28", "r26")
        .endsWith("r00");
  }

  @Test
  void equalIdsUnderSeveralPartitionKeysAreAllListedOverPages() {
    for (int i = 0; i < 10; i++) {
      fixture.create(fixture.key("p" + i, "same"), "value");
    }

    List<List<String>> pages = fixture.pages(fixture.query().withLimit(3));

    assertThat(pages).extracting(List::size).containsExactly(3, 3, 3, 1);
  }

  @Test
  void onlyTheLastPageIsShorter() {
    List<String> ids = createShuffled(700);

    List<List<String>> pages = fixture.pages(fixture.query().withLimit(64));

    assertThat(pages).hasSize(11);
    assertThat(pages.subList(0, 10)).allSatisfy(page -> assertThat(page).hasSize(64));
    assertThat(pages.stream().flatMap(List::stream).toList()).isEqualTo(ids);
    assertThat(fixture.pages(fixture.query().withLimit(350)))
        .extracting(List::size)
        .containsExactly(350, 350);
  }

  @Test
  void pagesGoOnWhereTheyEndedWhileRecordsComeAndGo() {
    createShuffled(20);
    Query query = fixture.query().withLimit(5);
    Page<StoredRecord> first = Stages.await(store().query(query));
    assertThat(first.items()).extracting(record -> record.key().id()).endsWith("r0004");

    fixture.commit(new Mutation.Delete(fixture.key("r0004", "r0004"), 1));
    fixture.commit(new Mutation.Delete(fixture.key("r0006", "r0006"), 1));
    fixture.create(fixture.key("x", "r0002b"), "before the page");
    fixture.create(fixture.key("x", "r0005b"), "in the page");

    assertThat(fixture.ids(query.withPageToken(first.nextPageToken())))
        .containsExactly("r0005", "r0005b", "r0007", "r0008", "r0009");
  }

  @Test
  void aPageTokenIsSafeInAnAddress() {
    createShuffled(3);

    assertThat(token(fixture.query())).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void aPageTokenOfAnotherQueryIsRefused() {
    createShuffled(3);
    Query query = fixture.query();
    String token = token(query);

    for (Query other :
        List.of(
            query.withOrder(Query.Order.DESCENDING),
            query.withAttributes(Map.of("state", "RUNNING")),
            Query.of("another", fixture.kind),
            Query.of(null, fixture.kind),
            Query.of(fixture.tenant, "another"))) {
      assertThatThrownBy(() -> Stages.await(store().query(other.withPageToken(token))))
          .isInstanceOf(InvalidPageTokenException.class);
    }
  }

  @Test
  void aPageTokenThatWasChangedIsRefused() {
    createShuffled(3);
    String token = token(fixture.query());
    List<String> changed =
        new ArrayList<>(List.of("", "?", "AAAA", token + "AAAA", token.substring(4)));
    for (int i = 0; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      changed.add(token.substring(0, i) + other + token.substring(i + 1));
    }

    assertThat(changed)
        .allSatisfy(
            wrong ->
                assertThatThrownBy(
                        () -> Stages.await(store().query(fixture.query().withPageToken(wrong))))
                    .isInstanceOf(InvalidPageTokenException.class));
  }

  private String token(Query query) {
    String token = Stages.await(store().query(query.withLimit(1))).nextPageToken();
    assertThat(token).isNotNull();
    return String.valueOf(token);
  }

  /** Creates r0000, r0001 and so on in a shuffled order; gives the ids in theirs. */
  private List<String> createShuffled(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("r%04d".formatted(i));
    }
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, new Random(count));
    List<CompletionStage<List<StoredRecord>>> stages = new ArrayList<>();
    for (String id : shuffled) {
      stages.add(
          store().commit(Transaction.of(fixture.put(fixture.key(id, id), Mutation.ABSENT, id))));
    }
    stages.forEach(Stages::await);
    return ids;
  }
}
