package io.novacron.core.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.event.Event;
import io.novacron.api.event.EventFilter;
import io.novacron.api.event.EventLog;
import io.novacron.api.event.EventPage;
import io.novacron.api.event.EventReader;
import io.novacron.api.event.EventSubscription;
import io.novacron.api.event.RecordedEvent;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private final World world = new World();

  @Test
  void theLogTellsWhatMachinesAndOperationsDidInTheOrderOfEach() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    node.done(node.act(id, MachineAction.STOP).operation().id());

    List<Event> events = all(node, EventLog.OLDEST);
    assertThat(events)
        .filteredOn(event -> event.subject().equals("vm/" + id))
        .extracting(event -> event.data().get("state"))
        .containsExactly("CREATING", "RUNNING", "STOPPING", "STOPPED");
    assertThat(events)
        .filteredOn(event -> event.type().startsWith("io.novacron.operation."))
        .extracting(Event::type)
        .contains("io.novacron.operation.queued.v1", "io.novacron.operation.succeeded.v1");
    assertOrdered(events);
    assertThat(events).extracting(Event::time).isSorted();
    assertThat(events).allMatch(event -> World.ACCOUNT.equals(event.account()));
    assertThat(node.events).as("listeners hear the same").containsAll(events).hasSameSizeAs(events);
  }

  @Test
  void aReaderGoesOnFromTheCursorOfAnyEventAlsoAfterARestart() {
    World.Node node = world.start();
    for (int i = 0; i < 5; i++) {
      node.done(node.create("web-" + i, null).operation().id());
    }
    List<RecordedEvent> before = recorded(node, EventLog.OLDEST);
    node.kill();
    World.Node second = world.start();
    second.done(second.create("late", null).operation().id());
    List<Event> whole = all(second, EventLog.OLDEST);
    assertThat(whole).hasSizeGreaterThan(before.size());
    for (RecordedEvent from : before) {
      List<String> rest = ids(all(second, from.cursor()));
      int read = before.indexOf(from) + 1;
      assertThat(rest).as("after %s", from.event().id()).doesNotHaveDuplicates();
      assertThat(rest)
          .containsExactlyInAnyOrderElementsOf(
              ids(whole).stream()
                  .filter(
                      id ->
                          before.stream()
                              .limit(read)
                              .noneMatch(seen -> seen.event().id().equals(id)))
                  .toList());
    }
  }

  @Test
  void whoIsTooFarBehindForTheMemoryReadsTheStore() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    for (int i = 0; i < 40; i++) {
      node.done(node.act(id, MachineAction.STOP).operation().id());
      node.done(node.act(id, MachineAction.START).operation().id());
    }
    List<Event> events = all(node, EventLog.OLDEST);
    assertOrdered(events);
    assertThat(ids(events)).isEqualTo(ids(node.events));
  }

  @Test
  void aSubscriptionGoesOnWithWhatHappensLater() {
    World.Node node = world.start();
    node.done(node.create("early", null).operation().id());
    Reader reader = new Reader();
    EventSubscription subscription = node.answer(subscribe(node, EventLog.LATEST, reader));
    world.time.runReady();
    assertThat(reader.events).isEmpty();

    node.done(node.create("web", null).operation().id());
    world.time.runReady();
    assertThat(reader.events)
        .extracting(event -> event.event().type())
        .contains("io.novacron.vm.creating.v1", "io.novacron.vm.running.v1");
    assertThat(all(node, subscription.cursor())).isEmpty();

    subscription.close();
    int before = reader.events.size();
    node.create("after", null);
    world.time.advance(Duration.ofSeconds(5));
    assertThat(reader.events).hasSize(before);
    assertThat(node.eventLog.subscriptions()).isZero();
  }

  @Test
  void aReaderThatDoesNotTakeItsEventsIsDroppedAndCanGoOn() {
    World.Node node = world.start();
    Reader reader = new Reader();
    reader.stuck = true;
    node.answer(subscribe(node, EventLog.LATEST, reader));
    node.done(node.create("web", null).operation().id());
    node.done(node.create("db", null).operation().id());
    int given = reader.events.size();
    world.time.advance(EventLog.PATIENCE.plusSeconds(1));
    Problem reason = reader.reason();
    assertThat(reason.code()).isEqualTo("events-reader-too-slow");
    assertThat(reader.events).as("nothing more while it takes its time").hasSize(given);
    assertThat(ids(all(node, reader.cursor()))).hasSameElementsAs(ids(node.events));
    assertThat(node.eventLog.subscriptions()).isZero();
  }

  @Test
  void aSubscriptionEndsWithTheStateStoreAndSaysWhereToGoOn() {
    World.Node node = world.start();
    Reader reader = new Reader();
    node.answer(subscribe(node, EventLog.LATEST, reader));
    node.run.close();
    world.time.runReady();
    assertThat(reader.reason().category()).isEqualTo(Category.UNAVAILABLE);
    World.Node second = world.start();
    second.done(second.create("web", null).operation().id());
    assertThat(all(second, reader.cursor())).isNotEmpty();
  }

  @Test
  void onlyWhatTheFilterNamesIsGivenButTheCursorMovesOn() {
    World.Node node = world.start();
    String id = node.create("web", null).machine().id();
    node.done(node.machine(id).operation());
    node.done(node.create("db", null).operation().id());
    assertThat(read(node, new EventFilter(Set.of(), "vm/" + id, null, Map.of())))
        .extracting(Event::subject)
        .isNotEmpty()
        .containsOnly("vm/" + id);
    assertThat(read(node, new EventFilter(Set.of("io.novacron.vm.*"), null, null, Map.of())))
        .extracting(Event::type)
        .isNotEmpty()
        .allMatch(type -> type.startsWith("io.novacron.vm."));
    assertThat(
            read(node, new EventFilter(Set.of("io.novacron.vm.running.v1"), null, null, Map.of())))
        .hasSize(2);
    assertThat(read(node, new EventFilter(Set.of(), null, World.ACCOUNT, Map.of("team", "a"))))
        .hasSameSizeAs(node.events);
    assertThat(read(node, new EventFilter(Set.of(), null, "other", Map.of()))).isEmpty();
    EventFilter nothing = new EventFilter(Set.of(), null, null, Map.of("team", "b"));
    EventPage page =
        node.answer(node.eventLog.read(World.caller(), EventLog.OLDEST, nothing, 1000));
    assertThat(page.events()).isEmpty();
    assertThat(all(node, page.nextCursor())).isEmpty();
  }

  @Test
  void aCallerGetsOnlyWhatItMayRead() {
    World.Node node = world.start();
    node.done(node.create("web", null).operation().id());
    node.authorizer.set((caller, permission, target) -> permission.equals(Permission.VM_READ));
    assertThat(all(node, EventLog.OLDEST))
        .isNotEmpty()
        .allMatch(event -> event.subject().startsWith("vm/"));
    node.authorizer.set((caller, permission, target) -> false);
    assertThat(
            problem(node.eventLog.read(World.caller(), EventLog.OLDEST, EventFilter.ALL, 10))
                .category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void whatIsNoCursorIsRefused() {
    World.Node node = world.start();
    node.done(node.create("web", null).operation().id());
    String good = recorded(node, EventLog.OLDEST).get(0).cursor();
    for (String bad : List.of("", "nonsense", "%%%", good.substring(1), good + "AA")) {
      Problem problem = problem(node.eventLog.read(World.caller(), bad, EventFilter.ALL, 10));
      assertThat(problem.code()).as(bad).isEqualTo("invalid-cursor");
      assertThat(problem.category()).isEqualTo(Category.INVALID);
    }
    World other = new World();
    CompletionStage<EventPage> foreign =
        other.start().eventLog.read(World.caller(), good, EventFilter.ALL, 10);
    other.time.runReady();
    assertThat(problem(foreign).code()).as("a cursor of another log").isEqualTo("invalid-cursor");
  }

  @Test
  void pagesAreAsLongAsAskedAndLeadThroughTheWholeLog() {
    World.Node node = world.start();
    for (int i = 0; i < 4; i++) {
      node.done(node.create("web-" + i, null).operation().id());
    }
    List<String> found = new ArrayList<>();
    String cursor = EventLog.OLDEST;
    EventPage page;
    do {
      page = node.answer(node.eventLog.read(World.caller(), cursor, EventFilter.ALL, 3));
      assertThat(page.events()).hasSizeLessThanOrEqualTo(3);
      page.events().forEach(event -> found.add(event.event().id()));
      cursor = page.nextCursor();
    } while (page.more());
    assertThat(found).doesNotHaveDuplicates().hasSameElementsAs(ids(node.events));
  }

  private static void assertOrdered(List<Event> events) {
    Map<String, Long> latest = new HashMap<>();
    for (Event event : events) {
      Long before = latest.put(event.subject(), event.revision());
      assertThat(before == null || before < event.revision()).as("%s", event).isTrue();
    }
  }

  private List<Event> all(World.Node node, String cursor) {
    return recorded(node, cursor).stream().map(RecordedEvent::event).toList();
  }

  private static List<RecordedEvent> recorded(World.Node node, String cursor) {
    List<RecordedEvent> events = new ArrayList<>();
    String next = cursor;
    EventPage page;
    do {
      page = node.answer(node.eventLog.read(World.caller(), next, EventFilter.ALL, 1000));
      events.addAll(page.events());
      next = page.nextCursor();
    } while (page.more());
    return events;
  }

  private static List<Event> read(World.Node node, EventFilter filter) {
    return node
        .answer(node.eventLog.read(World.caller(), EventLog.OLDEST, filter, 1000))
        .events()
        .stream()
        .map(RecordedEvent::event)
        .toList();
  }

  private static CompletionStage<EventSubscription> subscribe(
      World.Node node, String cursor, EventReader reader) {
    return node.eventLog.subscribe(World.caller(), cursor, EventFilter.ALL, reader);
  }

  private static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    CompletableFuture<?> future = stage.toCompletableFuture();
    List<Throwable> failures = new ArrayList<>();
    future.whenComplete((value, failure) -> failures.add(failure));
    Throwable failure = failures.get(0);
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return ((ProblemException) cause).problem();
  }

  private static final class Reader implements EventReader {
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<Problem> reasons = new ArrayList<>();
    private final List<String> cursors = new ArrayList<>();
    private boolean stuck;

    @Override
    public CompletionStage<Void> onEvents(List<RecordedEvent> given) {
      events.addAll(given);
      return stuck ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    @Override
    public void onEnd(Problem reason, String cursor) {
      reasons.add(reason);
      cursors.add(cursor);
    }

    private Problem reason() {
      return reasons.get(0);
    }

    private String cursor() {
      return cursors.get(0);
    }
  }
}
