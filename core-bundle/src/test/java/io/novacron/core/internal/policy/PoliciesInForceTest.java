package io.novacron.core.internal.policy;

import static io.novacron.core.internal.policy.PolicyWorld.CALLER;
import static io.novacron.core.internal.policy.PolicyWorld.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.core.internal.placement.PlacementPolicy;
import io.novacron.core.internal.placement.PlacementSettings;
import io.novacron.core.internal.placement.PriceAgeLimits;
import io.novacron.core.internal.placement.TestCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoliciesInForceTest {
  private final PolicyWorld world = new PolicyWorld();
  private final PolicyWorld.Node node = world.start();
  private PlacementSettings settings = PlacementSettings.DEFAULT;
  private final PoliciesInForce inForce =
      new PoliciesInForce(node.book, () -> settings, () -> new TestCatalog(List.of()));

  @Test
  void theOneThatARequestNamesCountsAndTheDefaultOneOtherwise() {
    world.answer(node.policies.create(CALLER, "eu", weights(Map.of("price", 2.0))));
    world.answer(node.policies.addVersion(CALLER, "eu", weights(Map.of("price", 3.0)), null));
    settings = new PlacementSettings(new PriceAgeLimits(0, 7), "same-work");

    PlacementPolicy named = inForce.choose(CALLER.tenant(), "eu");
    assertThat(named.version()).isEqualTo(2);
    assertThat(named.weights()).containsExactly(Map.entry("price", 3.0));
    assertThat(named.ageLimits()).isEqualTo(settings.ageLimits());
    assertThat(inForce.choose(CALLER.tenant(), null).name()).isEqualTo("same-work");
    assertThat(world.answer(inForce.named(CALLER.tenant(), "eu", 1)).weights())
        .containsExactly(Map.entry("price", 2.0));
    assertThat(world.answer(inForce.named(CALLER.tenant(), "eu", null)).version()).isEqualTo(2);
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatThereAre() {
    Problem problem = refused(() -> inForce.choose(CALLER.tenant(), "chepest"));
    assertThat(problem.errors().get(0).pointer()).isEqualTo("/placement/policy");
    assertThat(problem.errors().get(0).message()).contains("cheapest");
  }

  @Test
  void aDefaultThatIsNotThereIsToldToWhoeverKeepsTheSettings() {
    settings = new PlacementSettings(PriceAgeLimits.DEFAULT, "lost");
    Problem problem = refused(() -> inForce.choose(CALLER.tenant(), null));
    assertThat(problem.nextStep()).contains("etc/io.novacron.placement.cfg").contains("cheapest");
  }

  @Test
  void aPolicyThatIsNotKeptIsCheckedAsOneThatIs() {
    assertThat(inForce.given(weights(Map.of("price", 1.0))).name()).isEqualTo("supposed");
    Problem problem = refused(() -> inForce.given(weights(Map.of("price", -1.0))));
    assertThat(problem.errors()).allMatch(error -> error.pointer().startsWith("/content/weights"));
  }

  private static Problem refused(Runnable question) {
    return catchThrowableOfType(ProblemException.class, question::run).problem();
  }
}
