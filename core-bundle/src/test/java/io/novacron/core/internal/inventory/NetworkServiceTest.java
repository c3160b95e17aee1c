package io.novacron.core.internal.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.core.internal.testing.FakeCloud;
import io.novacron.core.internal.testing.FakeCloud.Behaviour;
import io.novacron.core.internal.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NetworkServiceTest {
  private static final Caller CALLER = World.caller();
  private static final String REGION = FakeCloud.REGION;

  private final World world = new World();

  @Test
  void networksAndGroupsAreThoseOfTheRegion() {
    String network = world.cloud.fakeNetworks().plantNetwork(REGION);
    world.cloud.fakeNetworks().plantNetwork("r2");
    world.cloud.fakeNetworks().plantGroup("r2");
    String group = world.cloud.fakeNetworks().plantGroup(REGION);
    World.Node node = world.start();
    NetworkPage networks = node.answer(networks(node, REGION, 100, null));
    assertThat(networks.networks()).extracting(CloudNetwork::reference).containsExactly(network);
    assertThat(networks.nextPageToken()).isNull();
    assertThat(networks.completeness()).isInstanceOf(Completeness.Full.class);
    SecurityGroupPage groups = node.answer(groups(node, REGION, 100, null));
    assertThat(groups.securityGroups())
        .extracting(CloudSecurityGroup::reference)
        .containsExactly(group);
    assertThat(groups.securityGroups().get(0).rules()).hasSize(1);
  }

  @Test
  void pagesOfAnySizeJoinToTheWholeWhateverThePagesOfTheCloud() {
    List<String> planted = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      planted.add(world.cloud.fakeNetworks().plantNetwork(REGION));
      world.cloud.fakeNetworks().plantGroup(REGION);
    }
    World.Node node = world.start();
    for (int cloudSize : List.of(1, 3, 7, 1000)) {
      world.cloud.fakeNetworks().pages(cloudSize);
      for (int size = 1; size <= 8; size++) {
        List<String> found = new ArrayList<>();
        @Nullable String token = null;
        do {
          NetworkPage page = node.answer(networks(node, REGION, size, token));
          assertThat(page.networks()).hasSizeBetween(1, size);
          page.networks().forEach(each -> found.add(each.reference()));
          token = page.nextPageToken();
        } while (token != null);
        assertThat(found).as("pages of %s and %s", cloudSize, size).isEqualTo(planted);
        int groups = 0;
        do {
          SecurityGroupPage page = node.answer(groups(node, REGION, size, token));
          groups += page.securityGroups().size();
          token = page.nextPageToken();
        } while (token != null);
        assertThat(groups).isEqualTo(7);
      }
    }
  }

  @Test
  void whatTheCloudMayLackIsSaid() {
    world.cloud.fakeNetworks().plantNetwork(REGION);
    world.cloud.fakeNetworks().partial("A zone is silent.");
    World.Node node = world.start();
    assertThat(node.answer(networks(node, REGION, 10, null)).completeness())
        .isEqualTo(new Completeness.Partial("A zone is silent."));
    assertThat(node.answer(groups(node, REGION, 10, null)).completeness())
        .isEqualTo(new Completeness.Partial("A zone is silent."));
  }

  @Test
  void whatIsAskedWronglyIsNamedAndNotAsked() {
    World.Node node = world.start();
    int before = world.cloud.calls().size();
    Problem account = problem(node.networks.networks(CALLER, "none", REGION, 10, null));
    assertThat(account.code()).isEqualTo("account-not-found");
    Problem region = problem(networks(node, "r9", 10, null));
    assertThat(region.category()).isEqualTo(Category.INVALID);
    assertThat(region.errors())
        .containsExactly(new FieldError("region", "must be one of " + REGION + ", r2"));
    assertThat(problem(groups(node, "r9", 10, null)).category()).isEqualTo(Category.INVALID);
    assertThat(problem(networks(node, REGION, 0, null)).errors())
        .extracting(FieldError::pointer)
        .containsExactly("pageSize");
    assertThat(problem(networks(node, REGION, 10, "no token")).code())
        .isEqualTo("invalid-page-token");
    assertThat(world.cloud.calls()).hasSize(before);
  }

  @Test
  void whoMayNotReadAccountsIsDenied() {
    World.Node node = world.start();
    node.authorizer.set((caller, permission, target) -> permission != Permission.ACCOUNT_READ);
    assertThat(problem(networks(node, REGION, 10, null)).category()).isEqualTo(Category.DENIED);
    assertThat(problem(groups(node, REGION, 10, null)).category()).isEqualTo(Category.DENIED);
  }

  @Test
  void anAccountWithoutNetworksSaysWhy() {
    world.cloud.lacks(Capability.NETWORKS, "Its networks are kept elsewhere.");
    World.Node node = world.start();
    Problem problem = problem(networks(node, REGION, 10, null));
    assertThat(problem.category()).isEqualTo(Category.UNSUPPORTED);
    assertThat(problem.detail()).isEqualTo("Its networks are kept elsewhere.");
  }

  @Test
  void whatTheCloudAnswersIsToldAndCountsForTheBudgetOfTheAccount() {
    World.Node node = world.start();
    world.cloud.next("listNetworks", Behaviour.Refuse.of(Category.THROTTLED));
    Problem problem = problem(networks(node, REGION, 10, null));
    assertThat(problem.code()).isEqualTo("cloud-question-failed");
    assertThat(problem.category()).isEqualTo(Category.THROTTLED);
    assertThat(node.traffic.throttles(World.ACCOUNT))
        .anySatisfy(
            throttle -> {
              assertThat(throttle.region()).isEqualTo(REGION);
              assertThat(throttle.throttled()).isEqualTo(1);
            });
  }

  private static CompletionStage<NetworkPage> networks(
      World.Node node, String region, int size, @Nullable String token) {
    return node.networks.networks(CALLER, World.ACCOUNT, region, size, token);
  }

  private static CompletionStage<SecurityGroupPage> groups(
      World.Node node, String region, int size, @Nullable String token) {
    return node.networks.securityGroups(CALLER, World.ACCOUNT, region, size, token);
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
