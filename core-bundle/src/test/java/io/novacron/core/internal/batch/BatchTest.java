package io.novacron.core.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.batch.AcceptedBatch;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.batch.BatchPolicy;
import io.novacron.api.batch.BatchRequest;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.operation.Children;
import io.novacron.api.operation.ItemResult;
import io.novacron.api.operation.ItemResult.State;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationQuery;
import io.novacron.api.operation.OperationState;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Confidential;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Secret;
import io.novacron.api.store.Query;
import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateParameter;
import io.novacron.core.internal.account.SettingsValidator;
import io.novacron.core.internal.operation.OperationSettings;
import io.novacron.core.internal.operation.OperationSettingsReader;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.testing.FakeCloud.Behaviour.Refuse;
import io.novacron.core.internal.testing.World;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final World world = new World();

  static BatchRequest creates(BatchPolicy policy, @Nullable Integer minimum, int count) {
    List<BatchItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new BatchItem.Create(World.spec("web-" + i)));
    }
    return new BatchRequest(items, policy, minimum);
  }

  private static BatchItem act(String machine, MachineAction action) {
    return new BatchItem.Act(machine, ActionRequest.of(action));
  }

  static Operation submitted(World.Node node, BatchRequest request) {
    return node.answer(node.batches.submit(World.caller(), request, null)).operation();
  }

  static List<ItemResult> items(Operation batch) {
    return Objects.requireNonNull(batch.items(), "items");
  }

  @Test
  void everyItemOfABatchBecomesAnOperationOfItsOwn() {
    World.Node node = world.start();
    Operation queued = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 3));
    assertThat(queued.kind()).isEqualTo(OperationKind.BATCH);
    assertThat(queued.done()).isFalse();
    assertThat(queued.children()).isEqualTo(new Children(3, 0, 0));

    Operation done = node.done(queued.id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.progress()).isEqualTo(1);
    assertThat(done.children()).isEqualTo(new Children(3, 3, 0));
    assertThat(items(done)).extracting(ItemResult::state).containsOnly(State.SUCCEEDED);
    assertThat(items(done)).extracting(ItemResult::index).containsExactly(0, 1, 2);
    assertThat(world.cloud.existing()).hasSize(3);
    for (ItemResult item : items(done)) {
      Operation child = node.operation(Objects.requireNonNull(item.operation()));
      assertThat(child.parent()).isEqualTo(queued.id());
      assertThat(child.target()).isEqualTo(item.machine());
      assertThat(node.machine(Objects.requireNonNull(item.machine())).name())
          .isEqualTo("web-" + item.index());
    }
    assertThat(parts(node, queued.id())).hasSize(3);
    assertThat(node.counts.accepted(OperationKind.BATCH)).isOne();
    assertThat(node.counts.succeeded(OperationKind.BATCH)).isOne();
  }

  private static List<Operation> parts(World.Node node, String parent) {
    return node.answer(
            node.operations.list(
                World.caller(), new OperationQuery(null, null, null, null, parent, 1000, null)))
        .items();
  }

  @Test
  void aBatchMayActOnMachinesToo() {
    World.Node node = world.start();
    String one = node.create("one", null).machine().id();
    String two = node.create("two", null).machine().id();
    node.done(node.machine(one).operation());
    node.done(node.machine(two).operation());
    BatchRequest request =
        new BatchRequest(
            List.of(
                act(one, MachineAction.STOP),
                act(two, MachineAction.DELETE),
                new BatchItem.Create(World.spec("three"))),
            BatchPolicy.KEEP_SUCCESSES,
            null);
    Operation done = node.done(submitted(node, request).id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(node.machine(one).status().state()).isEqualTo(MachineState.STOPPED);
    assertThat(node.machine(two).status().state()).isEqualTo(MachineState.DELETED);
    assertThat(items(done)).extracting(ItemResult::machine).startsWith(one, two);
  }

  @Test
  void whatIsSecretInAnItemIsKeptEncryptedAndReachesTheCloud() {
    String script = "#!/bin/sh PASSWORD=hunter2";
    World.Node node = world.start();
    node.answer(
        node.templates.create(
            World.caller(),
            "web",
            new TemplateContent(
                null,
                List.of(
                    new TemplateParameter(
                        "password",
                        ParameterType.STRING,
                        null,
                        true,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        true)),
                Map.of(
                    "/size/vcpus", "4",
                    "/size/memoryGib", "16",
                    "/userData", "#!/bin/sh PASSWORD=${password}"))));
    BatchItem plain =
        new BatchItem.Create(
            World.spec("one").toBuilder().userData(Confidential.of(script)).build());
    BatchItem templated =
        new BatchItem.Create(
            World.spec("two").toBuilder()
                .size(null)
                .template(new TemplateReference("web", null, Map.of("password", "hunter2")))
                .build());
    Operation queued =
        submitted(
            node, new BatchRequest(List.of(plain, templated), BatchPolicy.KEEP_SUCCESSES, null));
    assertThat(stored()).contains("batch-request").doesNotContain("hunter2");
    node.kill();

    World.Node second = world.start();
    Operation done = second.done(queued.id());

    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.requests())
        .hasSize(2)
        .extracting(InstanceRequest::userData)
        .containsOnly(Secret.of(script));
    assertThat(stored()).doesNotContain("hunter2");
    assertThat(world.audit.toString()).doesNotContain("hunter2");
  }

  @Test
  void aBatchWhoseSecretsCannotBeDecryptedSaysWhichKeyIsMissing() {
    World.Node node = world.start();
    BatchItem item =
        new BatchItem.Create(World.spec("one").toBuilder().userData(Confidential.of("x")).build());
    ItemRequest sealed = ItemSecrets.sealed("batch-1", List.of(item), world.secrets).get(0);
    byte[] other = new byte[32];
    other[0] = 1;
    SecretBox another = new SecretBox(() -> other, new SecureRandom());

    assertThat(ItemSecrets.opened("batch-1", 0, sealed, world.secrets)).isEqualTo(item);
    assertThatThrownBy(() -> ItemSecrets.opened("batch-1", 0, sealed, another))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(e.problem().nextStep()).contains("key file");
            });
    assertThat(new ItemSecrets("hunter2", Map.of("password", "hunter2")).toString())
        .doesNotContain("hunter2");
    assertThat(node.counts.live()).isZero();
  }

  private String stored() {
    StringBuilder text = new StringBuilder();
    for (String kind :
        List.of("machine", "operation", "idempotency-key", "batch-request", "batch-result")) {
      world
          .memory
          .query(Query.of(null, kind))
          .toCompletableFuture()
          .join()
          .items()
          .forEach(
              record ->
                  text.append(kind).append(new String(record.value(), StandardCharsets.UTF_8)));
    }
    return text.toString();
  }

  @Test
  void keepSuccessesKeepsThemAndSaysWhichFailed() {
    world.cloud.next("create", Refuse.of(Category.QUOTA));
    World.Node node = world.start();
    Operation done = node.done(submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 3)).id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    Problem error = World.error(done);
    assertThat(error.category()).isEqualTo(Category.PARTIAL);
    assertThat(error.code()).isEqualTo("batch-partial");
    assertThat(error.detail()).contains("1 of 3").contains("other 2");
    assertThat(done.children()).isEqualTo(new Children(3, 3, 1));
    ItemResult failed =
        items(done).stream().filter(item -> item.state() == State.FAILED).findFirst().orElseThrow();
    assertThat(Objects.requireNonNull(failed.error()).category()).isEqualTo(Category.QUOTA);
    assertThat(world.cloud.existing()).hasSize(2);
  }

  @Test
  void whenAllFailTheBatchHasTheirCategory() {
    world.cloud.next("create", Refuse.of(Category.QUOTA), Refuse.of(Category.QUOTA));
    World.Node node = world.start();
    Operation done = node.done(submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 2)).id());
    assertThat(World.error(done).code()).isEqualTo("batch-failed");
    assertThat(World.error(done).category()).isEqualTo(Category.QUOTA);
  }

  @Test
  void allOrNothingDeletesWhatWasMadeWhenOneFailsLater() {
    world.cloud.takesToMake(Duration.ofSeconds(2));
    world.cloud.next("create", Refuse.of(Category.QUOTA));
    World.Node node = world.start();
    Operation done = node.done(submitted(node, creates(BatchPolicy.ALL_OR_NOTHING, null, 4)).id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).code()).isEqualTo("batch-undone");
    assertThat(World.error(done).category()).isEqualTo(Category.QUOTA);
    assertThat(world.cloud.existing()).isEmpty();
    assertThat(items(done)).filteredOn(item -> item.state() == State.UNDONE).hasSize(3);
    assertThat(items(done)).allMatch(item -> item.undo() != null);
    for (ItemResult item : items(done)) {
      assertThat(node.machine(Objects.requireNonNull(item.machine())).status().state())
          .isEqualTo(MachineState.DELETED);
      Operation undo = node.operation(Objects.requireNonNull(item.undo()));
      assertThat(undo.kind()).isEqualTo(OperationKind.DELETE);
      assertThat(undo.parent()).isEqualTo(done.id());
    }
    assertThat(done.steps()).extracting(step -> step.name()).containsExactly("items", "undo");
    // The names are free again, so the same batch can be sent once more.
    assertThat(
            node.done(submitted(node, creates(BatchPolicy.ALL_OR_NOTHING, null, 4)).id()).state())
        .isEqualTo(OperationState.SUCCEEDED);
  }

  @Test
  void allOrNothingStartsAgainWhatItStopped() {
    World.Node node = world.start();
    String id = node.create("one", null).machine().id();
    node.done(node.machine(id).operation());
    world.cloud.next("create", Refuse.of(Category.QUOTA));
    BatchRequest request =
        new BatchRequest(
            List.of(act(id, MachineAction.STOP), new BatchItem.Create(World.spec("two"))),
            BatchPolicy.ALL_OR_NOTHING,
            null);
    Operation done = node.done(submitted(node, request).id());
    assertThat(items(done))
        .extracting(ItemResult::state)
        .containsExactly(State.UNDONE, State.FAILED);
    assertThat(node.machine(id).status().state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void atLeastSucceedsWithEnoughSuccesses() {
    world.cloud.next("create", Refuse.of(Category.QUOTA));
    World.Node node = world.start();
    Operation done = node.done(submitted(node, creates(BatchPolicy.AT_LEAST, 2, 3)).id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.children()).isEqualTo(new Children(3, 3, 1));
    assertThat(done.error()).isNull();
    assertThat(world.cloud.existing()).hasSize(2);
  }

  @Test
  void atLeastDeletesWhatWasMadeWithTooFew() {
    world.cloud.takesToMake(Duration.ofSeconds(2));
    world.cloud.next("create", Refuse.of(Category.QUOTA), Refuse.of(Category.QUOTA));
    World.Node node = world.start();
    Operation done = node.done(submitted(node, creates(BatchPolicy.AT_LEAST, 2, 3)).id());
    assertThat(done.state()).isEqualTo(OperationState.FAILED);
    assertThat(World.error(done).code()).isEqualTo("batch-undone");
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void whatIsNotBegunWhenABatchIsGivenUpIsNeverBegun() {
    world.settings = limited(3);
    world.cloud.takesToMake(Duration.ofSeconds(1));
    world.cloud.next("create", Refuse.of(Category.QUOTA));
    World.Node node = world.start();
    Operation done =
        node.done(submitted(node, creates(BatchPolicy.ALL_OR_NOTHING, null, 100)).id());
    List<ItemResult> skipped =
        items(done).stream().filter(item -> item.state() == State.SKIPPED).toList();
    assertThat(skipped).hasSizeGreaterThan(60);
    assertThat(Objects.requireNonNull(skipped.get(0).error()).code()).isEqualTo("not-begun");
    assertThat(world.cloud.createTokens()).hasSizeLessThan(40);
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void whatCouldNotBeDeletedAgainIsListedWithItsPrice() {
    world.cloud.takesToMake(Duration.ofSeconds(2));
    world.cloud.next("create", Refuse.of(Category.QUOTA));
    world.cloud.next("delete", Refuse.of(Category.DENIED));
    World.Node node = world.start();
    Operation done = node.done(submitted(node, creates(BatchPolicy.ALL_OR_NOTHING, null, 3)).id());
    Problem error = World.error(done);
    assertThat(error.code()).isEqualTo("batch-not-undone");
    assertThat(error.category()).isEqualTo(Category.PARTIAL);
    ItemResult left =
        items(done).stream()
            .filter(item -> item.state() == State.NOT_UNDONE)
            .findFirst()
            .orElseThrow();
    Problem undoError = Objects.requireNonNull(left.undoError());
    assertThat(undoError.category()).isEqualTo(Category.DENIED);
    assertThat(undoError.detail()).contains(left.machine(), "0.1720 USD an hour", "cloud-1");
    assertThat(error.detail()).contains(left.machine());
    assertThat(world.cloud.existing()).hasSize(1);
  }

  @Test
  void ofAnAllOrNothingBatchWithAWrongItemNothingIsRecorded() {
    World.Node node = world.start();
    node.create("taken", null);
    int commits = world.store.commits().size();
    BatchRequest request =
        new BatchRequest(
            List.of(
                new BatchItem.Create(World.spec("fine")),
                new BatchItem.Create(World.spec("Not Fine")),
                new BatchItem.Create(World.spec("taken"))),
            BatchPolicy.ALL_OR_NOTHING,
            null);
    Problem problem = problem(node.batches.submit(World.caller(), request, "key-1"));
    assertThat(problem.code()).isEqualTo("invalid-batch");
    assertThat(problem.category()).isEqualTo(Category.INVALID);
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/items/1/create/name", "/items/2/create/name");
    // What follows is the first create's own work only.
    assertThat(world.store.commits().subList(commits, world.store.commits().size()))
        .noneMatch(
            commit ->
                commit.mutations().get(0).key().kind().startsWith("idempotency")
                    || commit.mutations().stream()
                        .anyMatch(mutation -> mutation.key().kind().startsWith("batch")));
  }

  @Test
  void ofAnAllOrNothingBatchWithoutAPlaceForAnItemNothingIsRecorded() {
    World.Node node = world.start();
    node.placesNothing = true;
    Problem problem =
        problem(
            node.batches.submit(
                World.caller(), creates(BatchPolicy.ALL_OR_NOTHING, null, 2), null));
    assertThat(problem.errors()).hasSize(2);
    assertThat(problem.errors().get(1).pointer()).isEqualTo("/items/1");
    assertThat(problem.errors().get(1).message()).contains("none fits");
  }

  @Test
  void aWrongItemFailsAloneWhereSuccessesAreKept() {
    World.Node node = world.start();
    BatchRequest request =
        new BatchRequest(
            List.of(
                new BatchItem.Create(World.spec("fine")),
                new BatchItem.Create(World.spec("Not Fine")),
                act("vm-none", MachineAction.STOP)),
            BatchPolicy.KEEP_SUCCESSES,
            null);
    Operation done = node.done(submitted(node, request).id());
    assertThat(items(done))
        .extracting(ItemResult::state)
        .containsExactly(State.SUCCEEDED, State.FAILED, State.FAILED);
    assertThat(Objects.requireNonNull(items(done).get(1).error()).errors().get(0).pointer())
        .isEqualTo("/items/1/create/name");
    assertThat(items(done).get(2).machine()).isEqualTo("vm-none");
    assertThat(Objects.requireNonNull(items(done).get(2).error()).category())
        .isEqualTo(Category.NOT_FOUND);
  }

  @Test
  void aBatchThatCannotReachItsMinimumIsRefused() {
    World.Node node = world.start();
    BatchRequest request =
        new BatchRequest(
            List.of(
                new BatchItem.Create(World.spec("fine")),
                new BatchItem.Create(World.spec("Not Fine"))),
            BatchPolicy.AT_LEAST,
            2);
    assertThat(problem(node.batches.submit(World.caller(), request, null)).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.pointer()).isEqualTo("/items/1/create/name"));
  }

  @Test
  void theFormOfABatchIsCheckedFirst() {
    World.Node node = world.start();
    assertThat(pointers(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 0)))
        .containsExactly("/items");
    assertThat(pointers(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 1001)))
        .containsExactly("/items");
    assertThat(pointers(node, creates(BatchPolicy.KEEP_SUCCESSES, 1, 2)))
        .containsExactly("/minimum");
    assertThat(pointers(node, creates(BatchPolicy.AT_LEAST, null, 2))).containsExactly("/minimum");
    assertThat(pointers(node, creates(BatchPolicy.AT_LEAST, 3, 2))).containsExactly("/minimum");
    BatchItem same = new BatchItem.Create(World.spec("web"));
    BatchItem act = act("vm-1", MachineAction.DELETE);
    assertThat(
            pointers(
                node,
                new BatchRequest(List.of(same, act, same, act), BatchPolicy.ALL_OR_NOTHING, null)))
        .containsExactly(
            "/items/2/create/name", "/items/3/id", "/items/1/action", "/items/3/action");
  }

  private List<String> pointers(World.Node node, BatchRequest request) {
    Problem problem = problem(node.batches.submit(World.caller(), request, null));
    assertThat(problem.code()).isEqualTo("invalid-batch");
    return problem.errors().stream().map(FieldError::pointer).toList();
  }

  @Test
  void itemsThatTheCallerMayNotDoRefuseTheBatch() {
    World.Node node = world.start();
    node.authorizer.set((caller, permission, target) -> !permission.equals(Permission.VM_CREATE));
    Problem problem =
        problem(
            node.batches.submit(
                World.caller(), creates(BatchPolicy.KEEP_SUCCESSES, null, 2), null));
    assertThat(problem.category()).isEqualTo(Category.DENIED);
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/items/0", "/items/1");
    node.authorizer.set((caller, permission, target) -> !permission.equals(Permission.VM_BATCH));
    assertThat(
            problem(
                    node.batches.submit(
                        World.caller(), creates(BatchPolicy.KEEP_SUCCESSES, null, 2), null))
                .category())
        .isEqualTo(Category.DENIED);
    assertThat(world.cloud.createTokens()).isEmpty();
  }

  @Test
  void aBatchAndEachOfItsItemsAreAudited() {
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 2));
    node.done(batch.id());
    assertThat(world.audit)
        .extracting(AuditRecord::action)
        .containsExactlyInAnyOrder("vm:batch", "vm:create", "vm:create");
    assertThat(world.audit).allMatch(entry -> entry.result() == AuditRecord.Result.ACCEPTED);
    assertThat(world.audit.get(0).operation()).isEqualTo(batch.id());
  }

  @Test
  void theSameKeyAndBodyGiveTheSameBatchAlsoAfterARestart() {
    World.Node node = world.start();
    BatchRequest request = creates(BatchPolicy.KEEP_SUCCESSES, null, 2);
    AcceptedBatch first = node.answer(node.batches.submit(World.caller(), request, "key-1"));
    node.done(first.operation().id());
    node.kill();
    World.Node second = world.start();
    AcceptedBatch again = second.answer(second.batches.submit(World.caller(), request, "key-1"));
    assertThat(again.replayed()).isTrue();
    assertThat(again.operation()).isEqualTo(first.operation());
    assertThat(
            problem(
                    second.batches.submit(
                        World.caller(), creates(BatchPolicy.KEEP_SUCCESSES, null, 3), "key-1"))
                .code())
        .isEqualTo("idempotency-key-reused");
    assertThat(problem(second.machines.create(World.caller(), World.spec("x"), "key-1")).code())
        .isEqualTo("idempotency-key-reused");
    assertThat(world.cloud.existing()).hasSize(2);
  }

  @Test
  void aBatchWaitsForRoomAmongTheLiveOperations() {
    world.settings = limited(2);
    world.cloud.takesToMake(Duration.ofSeconds(20));
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 5));
    world.time.advance(Duration.ofSeconds(3));
    assertThat(node.operation(batch.id()).waitingFor()).isNotNull();
    Operation done = node.done(batch.id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.existing()).hasSize(5);
  }

  @Test
  void aThousandMachinesAreUnderWayBeforeTheFirstIsMade() {
    world.cloud.takesToMake(Duration.ofMinutes(1));
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 1000));
    world.time.advance(Duration.ofSeconds(30));
    assertThat(world.cloud.createTokens()).hasSize(1000);
    Operation halfway = node.operation(batch.id());
    assertThat(halfway.children()).isEqualTo(new Children(1000, 0, 0));
    assertThat(items(halfway)).extracting(ItemResult::state).containsOnly(State.RUNNING);
    int before = world.store.commits().size();
    world.time.advance(Duration.ofMinutes(1));
    Operation done = node.operation(batch.id());
    assertThat(done.state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(done.children()).isEqualTo(new Children(1000, 1000, 0));
    assertThat(
            world.store.commits().subList(before, world.store.commits().size()).stream()
                .filter(commit -> commit.partitionKey().equals(batch.id())))
        .as("writes of the batch itself")
        .hasSizeLessThan(10);
    assertThat(
            node.answer(
                    node.machines.list(
                        World.caller(),
                        new MachineQuery(
                            MachineState.RUNNING, null, null, null, Map.of(), 1000, null)))
                .items())
        .hasSize(1000);
  }

  @Test
  void aCancelledBatchKeepsWhatWasMadeWhereSuccessesAreKept() {
    world.settings = limited(4);
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 100));
    world.time.advance(Duration.ofSeconds(8));
    Operation noted = node.answer(node.operations.cancel(World.caller(), batch.id(), null));
    assertThat(noted.cancelRequested()).isTrue();
    assertThat(noted.done()).isFalse();
    assertThat(node.answer(node.operations.cancel(World.caller(), batch.id(), null)).id())
        .isEqualTo(batch.id());
    Operation done = node.done(batch.id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    int kept = (int) items(done).stream().filter(item -> item.state() == State.SUCCEEDED).count();
    assertThat(kept).isBetween(1, 50);
    assertThat(items(done)).filteredOn(item -> item.state() == State.SKIPPED).isNotEmpty();
    assertThat(world.cloud.existing()).hasSize(kept);
  }

  @Test
  void aBatchThatIsDoneIsNotCancelled() {
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 1));
    node.done(batch.id());
    assertThat(problem(node.operations.cancel(World.caller(), batch.id(), null)).category())
        .isEqualTo(Category.CONFLICT);
  }

  @Test
  void aCancelledAllOrNothingBatchLeavesNothing() {
    world.settings = limited(4);
    world.cloud.takesToMake(Duration.ofSeconds(5));
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.ALL_OR_NOTHING, null, 100));
    world.time.advance(Duration.ofSeconds(8));
    node.answer(node.operations.cancel(World.caller(), batch.id(), null));
    Operation done = node.done(batch.id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(done.error()).isNull();
    assertThat(items(done)).filteredOn(item -> item.state() == State.UNDONE).isNotEmpty();
    assertThat(world.cloud.existing()).isEmpty();
  }

  @Test
  void aBatchThatWasCancelledStaysSoAfterACrash() {
    world.cloud.takesToMake(Duration.ofMinutes(5));
    World.Node node = world.start();
    Operation batch = submitted(node, creates(BatchPolicy.KEEP_SUCCESSES, null, 3));
    world.time.advance(Duration.ofSeconds(8));
    node.answer(node.operations.cancel(World.caller(), batch.id(), null));
    node.kill();
    World.Node second = world.start();
    Operation done = second.done(batch.id());
    assertThat(done.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(world.cloud.existing()).isEmpty();
  }

  private static OperationSettings limited(int live) {
    return OperationSettingsReader.read(
        SettingsValidator.validate(
                Map.of("liveOperations", Integer.toString(live)), OperationSettingsReader.KEYS)
            .settings());
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThat(future).isDone();
    Problem[] found = new Problem[1];
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(ProblemException.class, failure -> found[0] = failure.problem());
    return found[0];
  }
}
