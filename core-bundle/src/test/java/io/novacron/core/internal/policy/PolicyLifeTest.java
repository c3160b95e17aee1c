package io.novacron.core.internal.policy;

import static io.novacron.core.internal.policy.PolicyWorld.CALLER;
import static io.novacron.core.internal.policy.PolicyWorld.limit;
import static io.novacron.core.internal.policy.PolicyWorld.soft;
import static io.novacron.core.internal.policy.PolicyWorld.values;
import static io.novacron.core.internal.policy.PolicyWorld.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyLifeTest {
  private static final PolicyContent PLAIN = weights(Map.of("price", 1.0));
  private static final PolicyContent STRICT =
      new PolicyContent(
          "For what must stay in Europe",
          Map.of("price", 1.0, "carbon", 0.5),
          List.of(
              values("stay", PolicyRule.Kind.ALLOWED_JURISDICTIONS, "EU", "CH"),
              soft(limit("not-dear", PolicyRule.Kind.MAX_PRICE_PER_HOUR, "0.50"), 0.5)));

  private final PolicyWorld world = new PolicyWorld();
  private final PolicyWorld.Node node = world.start();

  @Test
  void whatIsWrittenIsReadAsItWas() {
    Policy made = world.answer(node.policies.create(CALLER, "eu", STRICT));
    assertThat(made.content()).isEqualTo(STRICT);
    assertThat(made.version()).isEqualTo(1);
    assertThat(made.builtIn()).isFalse();
    assertThat(made.createdBy()).isEqualTo("admin");
    assertThat(world.answer(node.policies.get(CALLER, "eu", null))).isEqualTo(made);
    assertThat(world.answer(node.policies.get(CALLER, "eu", 1))).isEqualTo(made);
  }

  @Test
  void itsRecordsKeepTheFormThatLaterVersionsMustRead() {
    world.answer(node.policies.create(CALLER, "eu", STRICT));
    assertThat(text("policy")).isEqualTo("{\"latest\":1,\"deleted\":false}");
    assertThat(text("policy-version"))
        .isEqualTo(
            "{\"number\":1,\"content\":{\"description\":\"For what must stay in Europe\","
                + "\"weights\":{\"carbon\":0.5,\"price\":1.0},\"rules\":["
                + "{\"name\":\"stay\",\"kind\":\"ALLOWED_JURISDICTIONS\",\"values\":[\"CH\",\"EU\"]},"
                + "{\"name\":\"not-dear\",\"kind\":\"MAX_PRICE_PER_HOUR\",\"values\":[],"
                + "\"limit\":0.50,\"penalty\":0.5}]},"
                + "\"createdAt\":\"2026-11-23T10:00:00Z\",\"createdBy\":\"admin\"}");
  }

  @Test
  void eachChangeIsAVersionAndWhatSaysTheSameIsNone() {
    Policy first = world.answer(node.policies.create(CALLER, "eu", PLAIN));
    Policy again = world.answer(node.policies.addVersion(CALLER, "eu", PLAIN, null));
    assertThat(again).isEqualTo(first);
    Policy second = world.answer(node.policies.addVersion(CALLER, "eu", STRICT, first.revision()));
    assertThat(second.version()).isEqualTo(2);
    assertThat(world.answer(node.policies.get(CALLER, "eu", 1)).content()).isEqualTo(PLAIN);
    assertThat(world.answer(node.policies.versions(CALLER, "eu", 10, null)).items())
        .extracting(Policy::version)
        .containsExactly(2, 1);
    Problem late = world.problem(node.policies.addVersion(CALLER, "eu", PLAIN, first.revision()));
    assertThat(late.code()).isEqualTo("revision-mismatch");
    assertThat(late.detail()).startsWith("Policy eu has revision");
    assertThat(world.problem(node.policies.get(CALLER, "eu", 3)).nextStep()).contains("1 to 2");
    assertThat(world.problem(node.policies.create(CALLER, "eu", STRICT)).code())
        .isEqualTo("policy-exists");
  }

  @Test
  void aDeletedOneKeepsItsVersionsAndTheirNumbers() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    world.answer(node.policies.delete(CALLER, "eu", null));
    assertThat(world.problem(node.policies.get(CALLER, "eu", null)).code())
        .isEqualTo("policy-not-found");
    assertThat(world.answer(node.policies.get(CALLER, "eu", 1)).deleted()).isTrue();
    assertThat(world.problem(node.policies.delete(CALLER, "eu", null)).category())
        .isEqualTo(Category.NOT_FOUND);
    assertThat(world.answer(node.policies.create(CALLER, "eu", PLAIN)).version()).isEqualTo(2);
  }

  @Test
  void whatIsWrongIsRefusedAndNothingIsKept() {
    Problem problem =
        world.problem(
            node.policies.create(
                CALLER,
                "eu",
                weights(
                    Map.of("price", -1.0),
                    limit("dear", PolicyRule.Kind.MAX_PRICE_PER_HOUR, null))));
    assertThat(problem.code()).isEqualTo("invalid-policy");
    assertThat(problem.detail()).isEqualTo("3 fields of the policy are wrong.");
    assertThat(problem.errors())
        .extracting(FieldError::pointer)
        .containsExactly("/weights", "/weights/price", "/rules/0/limit");
    assertThat(world.answer(world.memory.query(Query.of(null, "policy"))).items()).isEmpty();
  }

  @Test
  void whoMayReadMayNotWrite() {
    world.authorizer = (caller, permission, target) -> permission.equals(Permission.POLICY_READ);
    assertThat(world.problem(node.policies.create(CALLER, "eu", PLAIN)).detail())
        .contains("policy:write");
    world.authorizer = (caller, permission, target) -> false;
    assertThat(world.problem(node.policies.get(CALLER, "cheapest", null)).detail())
        .contains("policy:read");
    assertThat(world.problem(node.policies.list(CALLER, 10, null)).category())
        .isEqualTo(Category.DENIED);
    assertThat(world.problem(node.policies.versions(CALLER, "eu", 10, null)).category())
        .isEqualTo(Category.DENIED);
  }

  @Test
  void everyChangeIsAuditedWithWhatItSaidBeforeAndAfter() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    world.answer(node.policies.addVersion(CALLER, "eu", STRICT, null));
    world.problem(node.policies.delete(CALLER, "cheapest", null));
    assertThat(world.audit)
        .extracting(AuditRecord::action, AuditRecord::target, AuditRecord::result)
        .containsExactly(
            tuple("policy:write", "eu", AuditRecord.Result.ACCEPTED),
            tuple("policy:write", "eu", AuditRecord.Result.ACCEPTED),
            tuple("policy:write", "cheapest", AuditRecord.Result.FAILED));
    assertThat(world.audit.get(0).before()).isNull();
    assertThat(world.audit.get(1).before()).isEqualTo(world.audit.get(0).after()).isNotNull();
    assertThat(world.audit.get(1).after()).isNotEqualTo(world.audit.get(1).before());
  }

  @Test
  void ofTwoWhoWriteAtOnceOneIsToldOfAConflict() {
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    world.memory.holdCommits();
    var one = node.policies.addVersion(CALLER, "eu", STRICT, null).toCompletableFuture();
    var other =
        node.policies
            .addVersion(CALLER, "eu", weights(Map.of("carbon", 1.0)), null)
            .toCompletableFuture();
    world.time.runReady();
    world.memory.releaseCommits();
    world.time.runReady();
    assertThat(List.of(one.isCompletedExceptionally(), other.isCompletedExceptionally()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(world.answer(node.policies.get(CALLER, "eu", null)).version()).isEqualTo(2);
  }

  private String text(String kind) {
    return new String(
        world.answer(world.memory.query(Query.of(null, kind))).items().get(0).value(),
        StandardCharsets.UTF_8);
  }
}
