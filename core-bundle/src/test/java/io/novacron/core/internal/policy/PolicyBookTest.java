package io.novacron.core.internal.policy;

import static io.novacron.core.internal.policy.PolicyWorld.CALLER;
import static io.novacron.core.internal.policy.PolicyWorld.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.store.Key;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyBookTest {
  private static final List<String> BUILT_IN =
      List.of("balanced", "cheapest", "green", "same-work");
  private static final PolicyContent PLAIN = weights(Map.of("price", 1.0));
  private static final PolicyContent OTHER = weights(Map.of("carbon", 1.0));

  private final PolicyWorld world = new PolicyWorld();

  @Test
  void beforeItHasReadOnlyTheBuiltInOnesAreKnown() {
    PolicyBook book = world.new Node("node-1").book;
    assertThat(book.names("default")).isEqualTo(BUILT_IN);
    assertThat(book.latest("default", "cheapest").orElseThrow().builtIn()).isTrue();
    assertThatThrownBy(() -> book.latest("default", "eu"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            failure -> {
              assertThat(failure.problem().category()).isEqualTo(Category.UNAVAILABLE);
              assertThat(failure.problem().retryAfter()).isNotNull();
              assertThat(failure.problem().nextStep()).contains("cheapest");
            });
  }

  @Test
  void aChangeOnThisNodeIsKnownWhenItIsAnswered() {
    PolicyWorld.Node node = world.start();
    assertThat(node.book.latest("default", "eu")).isEmpty();

    Policy first = world.answer(node.policies.create(CALLER, "eu", PLAIN));
    assertThat(node.book.latest("default", "eu")).contains(first);
    assertThat(node.book.names("default"))
        .containsExactly("balanced", "cheapest", "green", "same-work", "eu");
    assertThat(node.book.latest("other", "eu")).isEmpty();
    assertThat(node.book.names("other")).isEqualTo(BUILT_IN);

    Policy second = world.answer(node.policies.addVersion(CALLER, "eu", OTHER, null));
    assertThat(node.book.latest("default", "eu")).contains(second);

    world.answer(node.policies.delete(CALLER, "eu", null));
    assertThat(node.book.latest("default", "eu")).isEmpty();
    assertThat(node.book.names("default")).isEqualTo(BUILT_IN);
  }

  @Test
  void aChangeOnAnotherNodeIsKnownWithinSeconds() {
    PolicyWorld.Node node = world.start();
    PolicyWorld.Node other = world.start();

    Policy first = world.answer(other.policies.create(CALLER, "eu", PLAIN));
    assertThat(node.book.latest("default", "eu")).isEmpty();
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(node.book.latest("default", "eu")).contains(first);

    Policy second = world.answer(other.policies.addVersion(CALLER, "eu", OTHER, null));
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(node.book.latest("default", "eu")).contains(second);

    world.answer(other.policies.delete(CALLER, "eu", null));
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(node.book.latest("default", "eu")).isEmpty();
    assertThat(world.answer(node.book.version("default", "eu", 1)).content()).isEqualTo(PLAIN);
  }

  @Test
  void aNodeThatStartsReadsAllPagesOfWhatIsThere() {
    PolicyWorld.Node first = world.start();
    for (int i = 0; i < 450; i++) {
      world.answer(first.policies.create(CALLER, "p" + i, PLAIN));
    }
    PolicyWorld.Node second = world.start();
    assertThat(second.book.names("default")).hasSize(454);
    assertThat(second.book.latest("default", "p449")).isPresent();
  }

  @Test
  void aLookThatFindsNothingNewReadsNoVersions() {
    PolicyWorld.Node node = world.start();
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    LaggingStore counted = new LaggingStore(world.memory);
    world.store = counted;
    PolicyWorld.Node second = world.start();
    assertThat(counted.reads).isEqualTo(1);
    world.time.advance(PolicyWorld.A_LOOK.multipliedBy(3));
    assertThat(counted.reads).isEqualTo(1);
    assertThat(counted.queries).isGreaterThan(3);
    assertThat(second.book.latest("default", "eu")).isPresent();
  }

  @Test
  void whatWasReadLateDoesNotHideWhatWasWrittenMeanwhile() {
    PolicyWorld.Node writer = world.start();
    world.answer(writer.policies.create(CALLER, "eu", PLAIN));
    LaggingStore lagging = new LaggingStore(world.memory);
    lagging.held = new ArrayList<>();
    world.store = lagging;
    PolicyWorld.Node node = world.start();
    world.store = world.memory;
    Policy second = world.answer(node.policies.addVersion(CALLER, "eu", OTHER, null));
    assertThat(lagging.held).hasSize(1);
    lagging.release();
    world.time.runReady();
    assertThat(node.book.latest("default", "eu")).contains(second);
  }

  @Test
  void aStoreThatFailsIsAskedAgainAndNothingIsForgottenMeanwhile() {
    PolicyWorld.Node writer = world.start();
    Policy policy = world.answer(writer.policies.create(CALLER, "eu", PLAIN));
    LaggingStore failing = new LaggingStore(world.memory);
    failing.fails = true;
    world.store = failing;
    PolicyWorld.Node node = world.start();
    assertThatThrownBy(() -> node.book.latest("default", "eu"))
        .isInstanceOf(ProblemException.class);
    failing.fails = false;
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(node.book.latest("default", "eu")).contains(policy);
    failing.fails = true;
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(node.book.latest("default", "eu")).contains(policy);
  }

  @Test
  void onePolicyThatCannotBeReadDoesNotHideTheOthers() {
    PolicyWorld.Node writer = world.start();
    world.answer(writer.policies.create(CALLER, "eu", PLAIN));
    world.answer(
        world.memory.commit(
            Transaction.of(
                new Mutation.Put(
                    new Key("default", "policy", "bad", "bad"),
                    Mutation.ABSENT,
                    1,
                    Map.of("name", "bad", "deleted", "false"),
                    "{\"latest\":".getBytes(StandardCharsets.UTF_8)))));
    PolicyWorld.Node node = world.start();
    assertThat(node.book.latest("default", "eu")).isPresent();
    assertThat(node.book.latest("default", "bad")).isEmpty();
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(writer.book.latest("default", "bad")).isEmpty();
  }

  @Test
  void whenTheStoreGoesOnlyTheBuiltInOnesStay() {
    PolicyWorld.Node node = world.start();
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    node.updates.close();
    world.time.advance(PolicyWorld.A_LOOK);
    assertThat(node.book.names("default")).isEqualTo(BUILT_IN);
    assertThatThrownBy(() -> node.book.latest("default", "eu"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aVersionOfOldIsReadForThoseWhoDecideAgain() {
    PolicyWorld.Node node = world.start();
    world.answer(node.policies.create(CALLER, "eu", PLAIN));
    world.answer(node.policies.addVersion(CALLER, "eu", OTHER, null));
    assertThat(world.answer(node.book.version("default", "eu", 1)).content()).isEqualTo(PLAIN);
    assertThat(world.answer(node.book.version("default", "green", 1)).builtIn()).isTrue();
    assertThat(world.answer(node.book.version("default", "eu", null)).version()).isEqualTo(2);
    Problem none = world.problem(node.book.version("default", "eu", 3));
    assertThat(none.code()).isEqualTo("policy-version-not-found");
    assertThat(world.problem(node.book.version("default", "green", 2)).code())
        .isEqualTo("policy-version-not-found");
    assertThat(world.problem(node.book.version("default", "No Name", 1)).code())
        .isEqualTo("policy-not-found");
  }
}
