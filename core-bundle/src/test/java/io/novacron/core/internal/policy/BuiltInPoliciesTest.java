package io.novacron.core.internal.policy;

import static io.novacron.core.internal.policy.PolicyWorld.CALLER;
import static io.novacron.core.internal.policy.PolicyWorld.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInPoliciesTest {
  private static final PolicyContent PLAIN = weights(Map.of("price", 1.0));

  private final PolicyWorld world = new PolicyWorld();
  private final PolicyWorld.Node node = world.start();

  @Test
  void builtInOnesComeFirstBeyondTheSizeOfThePage() {
    world.answer(node.policies.create(CALLER, "a", PLAIN));
    world.answer(node.policies.create(CALLER, "b", PLAIN));
    Page<Policy> first = world.answer(node.policies.list(CALLER, 1, null));
    assertThat(first.items())
        .extracting(Policy::name)
        .containsExactly("balanced", "cheapest", "green", "same-work", "a");
    Page<Policy> second = world.answer(node.policies.list(CALLER, 1, first.nextPageToken()));
    assertThat(second.items()).extracting(Policy::name).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"balanced", "cheapest", "green", "same-work"})
  void aBuiltInOneIsThereAndStaysAsItIs(String name) {
    Policy policy = world.answer(node.policies.get(CALLER, name, null));
    assertThat(policy.builtIn()).isTrue();
    assertThat(List.of(policy.version(), policy.latest())).containsExactly(1, 1);
    assertThat(policy.revision()).isZero();
    assertThat(policy.createdBy()).isEqualTo("novacron");
    assertThat(policy.createdAt()).isEqualTo(Instant.EPOCH);
    assertThat(PolicyValidator.validate(name, policy.content(), PolicyWorld.CATALOG)).isEmpty();
    assertThat(world.answer(node.policies.versions(CALLER, name, 10, null)).items())
        .containsExactly(policy);
    assertThat(world.problem(node.policies.get(CALLER, name, 2)).code())
        .isEqualTo("policy-version-not-found");
    assertThat(world.problem(node.policies.versions(CALLER, name, 10, "x")).code())
        .isEqualTo("invalid-page-token");

    Problem written = world.problem(node.policies.addVersion(CALLER, name, PLAIN, null));
    assertThat(written.code()).isEqualTo("policy-built-in");
    assertThat(written.category()).isEqualTo(Category.CONFLICT);
    assertThat(world.problem(node.policies.delete(CALLER, name, null)).code())
        .isEqualTo("policy-built-in");
    assertThat(world.problem(node.policies.create(CALLER, name, PLAIN)).code())
        .isEqualTo("policy-exists");
    assertThat(world.answer(world.memory.query(Query.of(null, "policy"))).items()).isEmpty();
  }
}
