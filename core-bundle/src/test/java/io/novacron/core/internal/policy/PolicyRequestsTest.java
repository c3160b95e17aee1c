package io.novacron.core.internal.policy;

import static io.novacron.core.internal.policy.PolicyWorld.CALLER;
import static io.novacron.core.internal.policy.PolicyWorld.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Query;
import io.novacron.core.internal.testing.CrashPoints;
import io.novacron.core.internal.testing.CrashingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Dry runs and idempotency keys of what has versions. */
class PolicyRequestsTest {
  private static final PolicyContent PLAIN = weights(Map.of("price", 1.0));
  private static final PolicyContent OTHER = weights(Map.of("carbon", 1.0));
  private static final RequestOptions KEYED = RequestOptions.keyed("k-1");
  private static final List<String> KINDS =
      List.of("policy", "policy-version", "idempotency-key", "idempotency-receipt");

  private final PolicyWorld world = new PolicyWorld();
  private final PolicyWorld.Node node = world.start();

  @Test
  void dryRunOfCreateShowsTheFirstVersionAndRecordsNothing() {
    Policy shown = world.answer(node.policies.create(CALLER, "eu", PLAIN, RequestOptions.DRY_RUN));
    assertThat(records()).isZero();
    assertThat(world.audit).isEmpty();
    assertThat(node.book.names(CALLER.tenant())).doesNotContain("eu");
    assertThat(shown).isEqualTo(world.answer(node.policies.create(CALLER, "eu", PLAIN)));
  }

  @Test
  void dryRunOfAnotherVersionAndOfDeleteShowWhatThereWouldBe() {
    Policy first = world.answer(node.policies.create(CALLER, "eu", PLAIN));
    long before = records();
    world.audit.clear();
    Policy second =
        world.answer(
            node.policies.addVersion(
                CALLER, "eu", OTHER, first.revision(), RequestOptions.DRY_RUN));
    Policy gone =
        world.answer(node.policies.delete(CALLER, "eu", first.revision(), RequestOptions.DRY_RUN));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.content()).isEqualTo(OTHER);
    assertThat(gone.deleted()).isTrue();
    assertThat(gone.content()).isEqualTo(PLAIN);
    assertThat(records()).isEqualTo(before);
    assertThat(world.audit).isEmpty();
    assertThat(world.answer(node.policies.get(CALLER, "eu", null))).isEqualTo(first);
    assertThat(node.book.latest(CALLER.tenant(), "eu")).contains(first);
  }

  @Test
  void dryRunRefusesWhatTheChangeWouldBeRefused() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    RequestOptions dry = RequestOptions.DRY_RUN;
    assertThat(world.problem(node.policies.create(CALLER, "eu", PLAIN, dry)).code())
        .isEqualTo("policy-exists");
    assertThat(world.problem(node.policies.create(CALLER, "B A D", PLAIN, dry)).category())
        .isEqualTo(Category.INVALID);
    assertThat(world.problem(node.policies.addVersion(CALLER, "eu", OTHER, 9L, dry)).code())
        .isEqualTo("revision-mismatch");
    assertThat(world.problem(node.policies.addVersion(CALLER, "none", OTHER, null, dry)).code())
        .isEqualTo("policy-not-found");
    assertThat(world.problem(node.policies.delete(CALLER, "balanced", null, dry)).category())
        .isEqualTo(Category.CONFLICT);
    world.audit.clear();
    world.authorizer = (caller, permission, target) -> false;
    assertThat(world.problem(node.policies.create(CALLER, "us", PLAIN, dry)).category())
        .isEqualTo(Category.DENIED);
    assertThat(world.audit).isEmpty();
  }

  @Test
  void sameKeyAndBodyGetTheFirstAnswerWhateverHappenedMeanwhile() {
    Policy made = world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED));
    world.answer(node.policies.addVersion(CALLER, "eu", OTHER, null));
    assertThat(world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED))).isEqualTo(made);
    PolicyWorld.Node restarted = world.start();
    assertThat(world.answer(restarted.policies.create(CALLER, "eu", PLAIN, KEYED))).isEqualTo(made);
    assertThat(world.answer(restarted.policies.get(CALLER, "eu", null)).version()).isEqualTo(2);
    assertThat(restarted.book.latest(CALLER.tenant(), "eu").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void anotherRequestWithTheKeyIsRefused() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED));
    for (CompletionStage<Policy> other :
        List.of(
            node.policies.create(CALLER, "eu", OTHER, KEYED),
            node.policies.create(CALLER, "us", PLAIN, KEYED),
            node.policies.addVersion(CALLER, "eu", PLAIN, null, KEYED))) {
      Problem problem = world.problem(other);
      assertThat(problem.code()).isEqualTo("idempotency-key-reused");
      assertThat(problem.category()).isEqualTo(Category.INVALID);
    }
    assertThat(
            world
                .problem(node.policies.create(CALLER, "us", PLAIN, RequestOptions.keyed("a b")))
                .code())
        .isEqualTo("invalid-idempotency-key");
  }

  @Test
  void keysOfPrincipalsDoNotMeetAndAKeyHoldsForADay() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED));
    Caller other = new Caller("ada", "default", Set.of("admin"), "rest", "local", "req-2");
    assertThat(world.answer(node.policies.create(other, "us", PLAIN, KEYED)).name())
        .isEqualTo("us");
    world.time.advance(Duration.ofHours(24));
    assertThat(world.answer(node.policies.create(CALLER, "cn", PLAIN, KEYED)).name())
        .isEqualTo("cn");
    assertThat(world.answer(node.policies.create(CALLER, "cn", PLAIN, KEYED)).name())
        .isEqualTo("cn");
  }

  @Test
  void refusedRequestFreesItsKey() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    assertThat(world.problem(node.policies.create(CALLER, "eu", OTHER, KEYED)).code())
        .isEqualTo("policy-exists");
    assertThat(world.answer(node.policies.create(CALLER, "us", OTHER, KEYED)).name())
        .isEqualTo("us");
  }

  @Test
  void whoMayNotAskLearnsNothingFromTheKey() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED));
    world.authorizer = (caller, permission, target) -> false;
    assertThat(world.problem(node.policies.create(CALLER, "eu", PLAIN, KEYED)).category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void whatAddsNoVersionIsRememberedToo() {
    Policy made = world.answer(node.policies.create(CALLER, "eu", PLAIN));
    assertThat(world.answer(node.policies.addVersion(CALLER, "eu", PLAIN, null, KEYED)))
        .isEqualTo(made);
    world.answer(node.policies.addVersion(CALLER, "eu", OTHER, null));
    assertThat(world.answer(node.policies.addVersion(CALLER, "eu", PLAIN, null, KEYED)))
        .isEqualTo(made);
    assertThat(world.answer(node.policies.get(CALLER, "eu", null)).content()).isEqualTo(OTHER);
  }

  @Test
  void sameRequestAtOnceMakesOneAndTheOtherNodeIsToldToWait() {
    CrashingStore slow = new CrashingStore(world.memory, new CrashPoints());
    world.store = slow;
    PolicyWorld.Node second = world.start("node-2");
    Runnable release = slow.holdNext("policy");
    CompletionStage<Policy> first = node.policies.create(CALLER, "eu", PLAIN, KEYED);
    world.time.runReady();
    CompletionStage<Policy> same = node.policies.create(CALLER, "eu", PLAIN, KEYED);
    world.time.runReady();
    Problem elsewhere = world.problem(second.policies.create(CALLER, "eu", PLAIN, KEYED));
    assertThat(elsewhere.code()).isEqualTo("request-in-progress");
    assertThat(elsewhere.category()).isEqualTo(Category.CONFLICT);
    Problem reused = world.problem(node.policies.create(CALLER, "eu", OTHER, KEYED));
    assertThat(reused.code()).isEqualTo("idempotency-key-reused");
    CompletableFuture<Policy> late = same.toCompletableFuture();
    world.time.advance(Duration.ofSeconds(3));
    assertThat(world.problem(late).code()).isEqualTo("request-in-progress");
    release.run();
    assertThat(world.answer(first).version()).isEqualTo(1);
    assertThat(world.answer(second.policies.create(CALLER, "eu", PLAIN, KEYED)))
        .isEqualTo(world.answer(first));
  }

  /** Wherever the process dies, the repeated request makes one policy and gives its answer. */
  @Test
  void crashAtAnyPointLeavesOnePolicy() {
    List<String> places = new ArrayList<>();
    for (int point = 0; ; point++) {
      PolicyWorld fresh = new PolicyWorld();
      CrashPoints points = new CrashPoints();
      fresh.store = new CrashingStore(fresh.memory, points);
      PolicyWorld.Node dying = fresh.start();
      points.arm(point, dying.process::kill);
      dying.policies.create(CALLER, "eu", PLAIN, KEYED);
      fresh.time.runReady();
      String place = points.where();
      boolean crashed = points.crashed();
      points.arm(-1, () -> {});
      PolicyWorld.Node next = fresh.start();
      Policy answer = fresh.answer(next.policies.create(CALLER, "eu", PLAIN, KEYED));
      assertThat(answer.version()).as(place).isEqualTo(1);
      assertThat(fresh.answer(next.policies.create(CALLER, "eu", PLAIN, KEYED)))
          .as(place)
          .isEqualTo(answer);
      assertThat(fresh.answer(next.policies.get(CALLER, "eu", null))).as(place).isEqualTo(answer);
      assertThat(fresh.answer(next.policies.versions(CALLER, "eu", 10, null)).items())
          .as(place)
          .hasSize(1);
      if (!crashed) {
        break;
      }
      places.add(place);
    }
    assertThat(places)
        .containsExactly(
            "0 before commit of idempotency-key",
            "1 after commit of idempotency-key",
            "2 before commit of policy",
            "3 after commit of policy");
  }

  @Test
  void repeatedRequestIsAudited() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED));
    world.answer(node.policies.create(CALLER, "eu", PLAIN, KEYED));
    assertThat(world.audit)
        .extracting(AuditRecord::result)
        .containsExactly(AuditRecord.Result.ACCEPTED, AuditRecord.Result.ACCEPTED);
  }

  private long records() {
    return KINDS.stream()
        .mapToLong(kind -> world.answer(world.memory.query(Query.of(null, kind))).items().size())
        .sum();
  }
}
