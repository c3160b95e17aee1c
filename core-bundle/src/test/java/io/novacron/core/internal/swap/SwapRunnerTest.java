package io.novacron.core.internal.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.account.ProviderChoice;
import io.novacron.core.internal.machine.Attempt;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.testing.FakeCloud;
import io.novacron.core.internal.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A swap is an operation, and what it chose outlives the process. */
class SwapRunnerTest {
  private final World world = new World();

  private Operation finished(World.Node node, String id) {
    world.time.until(() -> node.operation(id).done(), Duration.ofMinutes(10));
    return node.operation(id);
  }

  private ProviderChoice recorded() {
    return ChoiceRecords.read(
        world.memory.get(ChoiceRecords.key("fake")).toCompletableFuture().join().orElseThrow());
  }

  private static String serving(World.Node node) {
    return Objects.requireNonNull(node.registry.versions().serving("fake")).descriptor().version();
  }

  private static Operation begin(World.Node node, String version) {
    return node.answer(node.swaps.begin("default", "admin", "fake", version, Attempt.plain()));
  }

  @Test
  void itIsAnOperationThatRecordsTheChoice() {
    World.Node node = world.start();
    node.registry.add(Versions.of(world, "2.0.0"));

    Operation begun = begin(node, "2.0.0");
    assertThat(begun.kind()).isEqualTo(OperationKind.SWAP_PROVIDER);
    assertThat(begun.target()).isEqualTo("fake");
    Operation done = finished(node, begun.id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.result()).contains("version 2.0.0 serves").contains("1.0.0");
    assertThat(done.steps()).extracting(Step::name).containsExactly("check", "drain");
    assertThat(done.steps())
        .extracting(Step::state)
        .containsExactly(Step.State.SUCCEEDED, Step.State.SUCCEEDED);
    assertThat(recorded().version()).isEqualTo("2.0.0");
    assertThat(recorded().passedOver()).containsOnlyKeys("1.0.0");
    assertThat(node.events)
        .extracting(event -> event.type())
        .contains("io.novacron.operation.succeeded.v1");
    assertThat(node.registry.versions().due("fake")).isEmpty();
    node.done(node.create("web", null).operation().id());
  }

  @Test
  void aVersionThatIsNotHealthyIsRecordedAsPassedOverAndTheOperationSaysWhy() {
    World.Node node = world.start();
    node.registry.add(Versions.of(world, "2.0.0"));
    ProviderError error = ProviderError.of(Category.DENIED, "the key is not known");
    world.cloud.next("health", new FakeCloud.Behaviour.Refuse(error));
    world.cloud.next("health", new FakeCloud.Behaviour.Refuse(error));

    Operation done = finished(node, begin(node, "2.0.0").id());

    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(done.error()).isNotNull();
    assertThat(done.error().code()).isEqualTo("provider-swap-failed");
    assertThat(done.error().detail())
        .contains("version 1.0.0 goes on")
        .contains("the key is not known");
    assertThat(recorded().version()).isEqualTo("1.0.0");
    assertThat(recorded().passedOver())
        .hasEntrySatisfying("2.0.0", passedOver -> assertThat(passedOver.unhealthy()).isTrue());
    assertThat(serving(node)).isEqualTo("1.0.0");
  }

  @Test
  void whatCannotBeSwappedToIsRefusedWithWhatCan() {
    World.Node node = world.start();
    node.registry.add(Versions.of(world, "2.0.0"));
    assertThatThrownBy(() -> node.swaps.begin("default", "admin", "fake", "3.0.0", Attempt.plain()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("1.0.0 (serves), 2.0.0");
    assertThatThrownBy(() -> node.swaps.begin("default", "admin", "none", "3.0.0", Attempt.plain()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there are: fake");
    assertThatThrownBy(() -> node.swaps.begin("default", "admin", "fake", "1.0.0", Attempt.plain()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("serves already");
    world.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(5)));
    String running = begin(node, "2.0.0").id();
    assertThatThrownBy(() -> node.swaps.begin("default", "admin", "fake", "2.0.0", Attempt.plain()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("provider-swap-running");
              assertThat(e.problem().operation()).isEqualTo(running);
            });
    finished(node, running);
  }

  @Test
  void aSwapThatAKillCutShortIsTakenUpAgain() {
    World.Node node = world.start();
    node.registry.add(Versions.of(world, "2.0.0"));
    world.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(5)));
    String id = begin(node, "2.0.0").id();
    world.time.advance(Duration.ofSeconds(1));
    assertThat(node.operation(id).done()).isFalse();
    node.kill();

    World.Node next = world.start();
    world.time.advance(Duration.ofSeconds(20));
    assertThat(next.operation(id).done()).as("its bundle has not come yet").isFalse();
    next.registry.add(Versions.of(world, "2.0.0"));

    assertThat(finished(next, id).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(serving(next)).isEqualTo("2.0.0");
  }

  @Test
  void aVersionThatDoesNotComeBackFailsTheSwap() {
    World.Node node = world.start();
    ProviderFactory two = Versions.of(world, "2.0.0");
    node.registry.add(two);
    world.cloud.next("health", new FakeCloud.Behaviour.LateReply(Duration.ofSeconds(5)));
    String id = begin(node, "2.0.0").id();
    node.registry.remove(two);

    Operation done = finished(node, id);

    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(serving(node)).isEqualTo("1.0.0");
  }

  @Test
  void dryRunNamesTheAccountsAndBothVersionsAndBeginsNothing() {
    World.Node node = world.start();
    node.registry.add(Versions.of(world, "2.0.0"));
    DefaultProviderService providers = providers(node);
    LongWork shown = node.answer(swap(providers, "2.0.0", RequestOptions.DRY_RUN));
    assertThat(shown.operation()).isNull();
    assertThat(shown.effect())
        .contains("2.0.0", "1.0.0")
        .contains(
            node.registry.served(
                Objects.requireNonNull(node.registry.versions().serving("fake")), "default"));
    assertThat(world.audit).isEmpty();
    assertThat(node.swaps.running("fake")).isEmpty();
    assertThat(serving(node)).isEqualTo("1.0.0");
    refused(node, swap(providers, "3.0.0", RequestOptions.DRY_RUN), "provider-version-not-found");
    refused(node, swap(providers, "1.0.0", RequestOptions.DRY_RUN), "provider-version-serves");
  }

  @Test
  void sameKeyGivesTheSwapThatItBeganEvenWhenTheVersionServes() {
    World.Node node = world.start();
    node.registry.add(Versions.of(world, "2.0.0"));
    DefaultProviderService providers = providers(node);
    RequestOptions keyed = RequestOptions.keyed("k-1");
    Operation begun = node.answer(swap(providers, "2.0.0", keyed)).begun();
    assertThat(node.answer(swap(providers, "2.0.0", keyed)).begun()).isEqualTo(begun);
    finished(node, begun.id());
    assertThat(serving(node)).isEqualTo("2.0.0");
    assertThat(node.answer(swap(providers, "2.0.0", keyed)).begun()).isEqualTo(begun);
    refused(node, swap(providers, "1.0.0", keyed), "idempotency-key-reused");
    refused(node, swap(providers, "2.0.0", RequestOptions.NONE), "provider-version-serves");
  }

  private DefaultProviderService providers(World.Node node) {
    return new DefaultProviderService(
        node.registry,
        node.swaps,
        List::of,
        new Authorization(node.authorizer),
        new AuditTrail(node.auditLog, world.time),
        () -> world.store,
        new KeyedRequests("node-1", world.time, node.process, node.process),
        node.process);
  }

  private static CompletionStage<LongWork> swap(
      DefaultProviderService providers, String version, RequestOptions options) {
    return providers.swap(World.caller(), "fake", version, options);
  }

  private static void refused(World.Node node, CompletionStage<?> stage, String code) {
    assertThatThrownBy(() -> node.answer(stage))
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
