package io.novacron.core.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.operation.OperationState;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Confidential;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Secret;
import io.novacron.api.store.Query;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.novacron.core.internal.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplateLifeTest {
  private static final Caller CALLER = World.caller();
  private static final String CANARY = "canary-5d1e";

  private final World world = new World();
  private final World.Node node = world.start();

  @Test
  void aMachineIsMadeOfATemplateAndKeepsWhichVersionAndParametersItCameFrom() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    Accepted accepted = create(asked("shop", null, Map.of("stage", "live", "cpus", "4")), null);
    node.done(accepted.operation().id());

    MachineSpec spec = node.machine(accepted.machine().id()).spec();
    assertThat(spec.size()).isEqualTo(new Size(4, 8, 0, null, null));
    assertThat(spec.labels()).isEqualTo(Map.of("stage", "live", "app", "web"));
    assertThat(spec.market().kind()).isEqualTo(Market.Kind.SPOT);
    assertThat(spec.placement().region()).isEqualTo("r1");
    assertThat(spec.disks()).containsExactly(new Disk(100, "standard"));
    assertThat(spec.securityGroups()).containsExactly("sg-live");
    TemplateReference template = Objects.requireNonNull(spec.template());
    assertThat(template.version()).isEqualTo(1);
    assertThat(template.parameters())
        .containsEntry("stage", "live")
        .containsEntry("cpus", "4")
        .containsEntry("password", world.secrets.digest(CANARY));
    assertThat(world.cloud.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.userData())
                  .isEqualTo(Secret.of("#!/bin/sh\nHOME=${HOME}\nset-password '" + CANARY + "'\n"));
              assertThat(request.securityGroups()).containsExactly("sg-live");
            });
  }

  @Test
  void whatIsAskedForWinsOverTheTemplate() {
    world.places = List.of("r1/m2", "r2/m2");
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    MachineSpec asked =
        asked("shop", null, Map.of("stage", "live")).toBuilder()
            .size(new Size(16, 64, 0, null, null))
            .labels(Map.of("app", "mine"))
            .placement(new PlacementConstraints(null, "r2", null, null, null, null))
            .build();
    MachineSpec spec = create(asked, null).machine().spec();
    assertThat(spec.size()).isEqualTo(new Size(16, 64, 0, null, null));
    assertThat(spec.labels()).isEqualTo(Map.of("stage", "live", "app", "mine"));
    assertThat(spec.placement().region()).isEqualTo("r2");
  }

  @Test
  void wrongParametersAreNamedAllAtOnceAndNothingIsRecorded() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    MachineSpec asked =
        new MachineSpec(
                "shop",
                Map.of(),
                null,
                null,
                MachineSpec.DEFAULT_IMAGE,
                List.of(),
                null,
                List.of(),
                Market.ON_DEMAND,
                PlacementConstraints.NONE)
            .toBuilder()
                .template(
                    new TemplateReference("web", 1, Map.of("cpus", "9", "stage", "x", "nope", "1")))
                .build();
    Problem problem = problem(node.machines.create(CALLER, asked, "key-1"));
    assertThat(problem.code()).isEqualTo("invalid-parameters");
    assertThat(problem.errors())
        .containsExactlyInAnyOrder(
            new FieldError("/template/parameters/cpus", "must be from 1 to 8"),
            new FieldError("/template/parameters/stage", "must be one of test, live"),
            new FieldError("/template/parameters/password", "is missing"),
            new FieldError(
                "/template/parameters/nope", "is not known; known are cpus, password, stage"));
    for (String kind : List.of("machine", "operation", "idempotency-key", "machine-name")) {
      assertThat(node.answer(world.memory.query(Query.of(null, kind))).items()).isEmpty();
    }
  }

  @Test
  void versionsNeverChangeAndTheLatestIsTheDefault() {
    Template first = node.answer(node.templates.create(CALLER, "web", Templates.web()));
    TemplateContent other =
        new TemplateContent(
            "Bigger", List.of(), Map.of("/size/vcpus", "8", "/size/memoryGib", "32"));
    Template second = node.answer(node.templates.addVersion(CALLER, "web", other, null));
    assertThat(List.of(first.version(), second.version())).containsExactly(1, 2);
    assertThat(node.answer(node.templates.get(CALLER, "web", 1)).content())
        .isEqualTo(Templates.web());
    assertThat(node.answer(node.templates.get(CALLER, "web", null))).isEqualTo(second);
    assertThat(node.answer(node.templates.versions(CALLER, "web", 10, null)).items())
        .extracting(Template::version)
        .containsExactly(2, 1);
    MachineSpec spec = create(asked("shop", null, Map.of()), null).machine().spec();
    assertThat(Objects.requireNonNull(spec.template()).version()).isEqualTo(2);
    assertThat(problem(node.templates.get(CALLER, "web", 3)).nextStep()).contains("1 to 2");
  }

  @Test
  void aRepeatedVersionAddsNoneAndAnOldRevisionIsAConflict() {
    Template first = node.answer(node.templates.create(CALLER, "web", Templates.web()));
    Template again =
        node.answer(node.templates.addVersion(CALLER, "web", Templates.web(), first.revision()));
    assertThat(again).isEqualTo(first);
    TemplateContent other = new TemplateContent(null, List.of(), Map.of("/image", "debian-12"));
    node.answer(node.templates.addVersion(CALLER, "web", other, first.revision()));
    assertThat(
            problem(node.templates.addVersion(CALLER, "web", Templates.web(), first.revision()))
                .code())
        .isEqualTo("revision-mismatch");
    assertThat(problem(node.templates.create(CALLER, "web", other)).code())
        .isEqualTo("template-exists");
  }

  @Test
  void aDeletedTemplateMakesNoMachinesKeepsItsHistoryAndItsNumbers() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    node.answer(node.templates.delete(CALLER, "web", null));
    assertThat(node.answer(node.templates.list(CALLER, 10, null)).items()).isEmpty();
    assertThat(problem(node.templates.get(CALLER, "web", null)).category())
        .isEqualTo(Category.NOT_FOUND);
    assertThat(node.answer(node.templates.get(CALLER, "web", 1)).deleted()).isTrue();
    assertThat(
            problem(node.machines.create(CALLER, asked("shop", 1, Map.of("stage", "live")), null))
                .code())
        .isEqualTo("template-not-found");
    assertThat(node.answer(node.templates.create(CALLER, "web", Templates.web())).version())
        .isEqualTo(2);
  }

  @Test
  void twoWhoAddAVersionAtOnceGetDifferentNumbersOrAConflict() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    world.memory.holdCommits();
    var one =
        node.templates
            .addVersion(
                CALLER, "web", new TemplateContent(null, List.of(), Map.of("/image", "a")), null)
            .toCompletableFuture();
    var other =
        node.templates
            .addVersion(
                CALLER, "web", new TemplateContent(null, List.of(), Map.of("/image", "b")), null)
            .toCompletableFuture();
    world.time.runReady();
    world.memory.releaseCommits();
    world.time.runReady();
    assertThat(List.of(one.isCompletedExceptionally(), other.isCompletedExceptionally()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(node.answer(node.templates.get(CALLER, "web", null)).version()).isEqualTo(2);
  }

  @Test
  void theStoreNeverHoldsASecretInTheClearAndForgetsItWhenTheCreateIsDone() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    world.cloud.takesToMake(java.time.Duration.ofSeconds(5));
    Accepted accepted = create(asked("shop", null, Map.of("stage", "live")), "key-1");
    assertThat(everything()).doesNotContain(CANARY).contains("\"userData\":\"v1:");
    node.done(accepted.operation().id());
    assertThat(everything()).doesNotContain(CANARY).doesNotContain("\"userData\":\"v1:");
    assertThat(node.machine(accepted.machine().id()).spec().userData())
        .isInstanceOf(Confidential.Digested.class);
    assertThat(world.audit.toString() + node.events).doesNotContain(CANARY);
  }

  @Test
  void userDataReachesTheCloudAlsoAfterARestart() {
    MachineSpec asked =
        World.spec("web").toBuilder().userData(Confidential.of("#!/bin/sh " + CANARY)).build();
    world.points.arm(4, node::kill);
    node.machines.create(CALLER, asked, "key-1");
    world.time.advance(java.time.Duration.ofSeconds(30));
    assertThat(world.points.crashed()).isTrue();
    world.points.arm(-1, () -> {});
    World.Node second = world.start();
    Accepted accepted = second.answer(second.machines.create(CALLER, asked, "key-1"));
    assertThat(second.done(accepted.operation().id()).state()).isEqualTo(OperationState.SUCCEEDED);
    assertThat(world.cloud.requests())
        .isNotEmpty()
        .allSatisfy(
            request -> assertThat(request.userData()).isEqualTo(Secret.of("#!/bin/sh " + CANARY)));
  }

  @Test
  void aRepeatedRequestIsKnownByItsSecretsAndOneWithOtherSecretsIsNot() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    MachineSpec asked = asked("shop", null, Map.of("stage", "live"));
    Accepted first = create(asked, "key-1");
    assertThat(create(asked, "key-1").operation().id()).isEqualTo(first.operation().id());
    MachineSpec other = asked("shop", null, Map.of("stage", "live", "password", "another"));
    assertThat(problem(node.machines.create(CALLER, other, "key-1")).code())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void userDataThatIsTooLongOrADigestIsRefused() {
    MachineSpec spec = World.spec("web");
    for (String text : List.of("é".repeat(8193), world.secrets.digest("x"))) {
      Problem problem =
          problem(
              node.machines.create(
                  CALLER, spec.toBuilder().userData(Confidential.of(text)).build(), null));
      assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly("/userData");
    }
  }

  @Test
  void whatATemplateSaysIsHeldAgainstTheRightsOfTheCallerToo() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    node.authorizer.set(
        (caller, permission, target) -> !"live".equals(target.labels().get("stage")));
    assertThat(
            problem(
                    node.machines.create(
                        CALLER, asked("shop", null, Map.of("stage", "live")), null))
                .code())
        .isEqualTo("denied");
    node.authorizer.set(
        (caller, permission, target) -> !permission.equals(Permission.TEMPLATE_READ));
    assertThat(
            problem(
                    node.machines.create(
                        CALLER, asked("shop", null, Map.of("stage", "test")), null))
                .detail())
        .contains("template:read");
  }

  @Test
  void itsRecordsKeepTheFormThatLaterVersionsMustRead() {
    TemplateContent content = new TemplateContent(null, List.of(), Map.of("/image", "debian-12"));
    node.answer(node.templates.create(CALLER, "web", content));
    assertThat(text("template")).isEqualTo("{\"latest\":1,\"deleted\":false}");
    assertThat(text("template-version"))
        .isEqualTo(
            "{\"number\":1,\"content\":{\"parameters\":[],\"fields\":{\"/image\":\"debian-12\"}},"
                + "\"createdAt\":\"2026-11-23T10:00:00.010Z\",\"createdBy\":\"admin\"}");
  }

  @Test
  void everyChangeIsAudited() {
    node.answer(node.templates.create(CALLER, "web", Templates.web()));
    problem(node.templates.create(CALLER, "web", Templates.web()));
    node.answer(node.templates.delete(CALLER, "web", null));
    assertThat(world.audit)
        .extracting(AuditRecord::action, AuditRecord::target, AuditRecord::result)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "template:write", "web", AuditRecord.Result.ACCEPTED),
            org.assertj.core.groups.Tuple.tuple("template:write", "web", AuditRecord.Result.FAILED),
            org.assertj.core.groups.Tuple.tuple(
                "template:write", "web", AuditRecord.Result.ACCEPTED));
  }

  private Accepted create(MachineSpec spec, @Nullable String key) {
    return node.answer(node.machines.create(CALLER, spec, key));
  }

  /** A machine of the template, with a password unless another is given. */
  private MachineSpec asked(String name, @Nullable Integer version, Map<String, String> values) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("password", CANARY));
    all.putAll(values);
    if (values.isEmpty()) {
      all.clear();
    }
    return World.spec(name).toBuilder()
        .labels(Map.of())
        .size(null)
        .template(new TemplateReference("web", version, all))
        .build();
  }

  private String text(String kind) {
    return new String(
        node.answer(world.memory.query(Query.of(null, kind))).items().get(0).value(),
        StandardCharsets.UTF_8);
  }

  private String everything() {
    StringBuilder text = new StringBuilder();
    for (String kind :
        List.of("machine", "operation", "idempotency-key", "decision", "template-version")) {
      node.answer(world.memory.query(Query.of(null, kind)))
          .items()
          .forEach(record -> text.append(new String(record.value(), StandardCharsets.UTF_8)));
    }
    return text.toString();
  }

  private Problem problem(CompletionStage<?> stage) {
    world.time.runReady();
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> stage.toCompletableFuture().getNow(null))
        .satisfies(failure -> thrown[0] = failure);
    Throwable cause = thrown[0] instanceof CompletionException e ? e.getCause() : thrown[0];
    return ((ProblemException) Objects.requireNonNull(cause)).problem();
  }
}
