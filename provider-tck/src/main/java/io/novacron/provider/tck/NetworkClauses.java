package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.provider.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Networks and security groups, where a provider can list them. */
public interface NetworkClauses extends ContractSubject {
  @Test
  @DisplayName("T27 the facet networks is there exactly when the descriptor declares it")
  default void networksAreThereExactlyWhenTheyAreDeclared() {
    assertThat(session().provider().networks().isPresent())
        .isEqualTo(factory().descriptor().capabilities().contains(Capability.NETWORKS));
  }

  @Test
  @DisplayName("the networks of each region are listed once, over all pages, and say that region")
  default void theNetworksOfEachRegionAreListedOnce() {
    requireNetworks();
    for (String region : someRegions()) {
      List<CloudNetwork> networks = networks(region);
      assertThat(networks).extracting(CloudNetwork::reference).doesNotHaveDuplicates();
      assertThat(networks)
          .allSatisfy(
              network -> {
                assertThat(network.reference()).isNotBlank();
                assertThat(network.region()).isEqualTo(region);
                assertThat(network.addressRanges()).allMatch(NetworkClauses::isBlock);
              });
    }
  }

  @Test
  @DisplayName("a machine can be made in a network by the reference that the list gives")
  default void aMachineCanBeMadeInAListedNetwork() {
    requireNetworks();
    InstanceRequest request = request();
    List<CloudNetwork> networks = networks(request.region());
    assertThat(networks).as("networks of %s", request.region()).isNotEmpty();
    CloudNetwork network = networks.get(networks.size() - 1);
    InstanceRequest inside =
        new InstanceRequest(
            request.name(),
            request.region(),
            network.zone(),
            request.instanceType(),
            request.image(),
            request.disks(),
            network.reference(),
            request.sshKeys(),
            request.market(),
            request.tags(),
            request.owner());
    assertThat(session().running(ContractSession.newToken(), inside).state())
        .isEqualTo(MachineState.RUNNING);
  }

  @Test
  @DisplayName("the security groups of each region are listed once and say that region")
  default void theSecurityGroupsOfEachRegionAreListedOnce() {
    requireNetworks();
    for (String region : someRegions()) {
      List<CloudSecurityGroup> groups = groups(region);
      assertThat(groups).extracting(CloudSecurityGroup::reference).doesNotHaveDuplicates();
      assertThat(groups)
          .allSatisfy(
              group -> {
                assertThat(group.reference()).isNotBlank();
                assertThat(group.name()).isNotBlank();
                assertThat(group.region()).isEqualTo(region);
                assertThat(group.rules())
                    .extracting(SecurityRule::protocol)
                    .allMatch(word -> word.matches("tcp|udp|icmp|icmpv6|all|[0-9]{1,3}"));
              });
    }
  }

  @Test
  @DisplayName("a page token that no list of networks gave is invalid")
  default void aPageTokenThatNoListOfNetworksGaveIsInvalid() {
    requireNetworks();
    assertThat(
            session()
                .error(facet().list(session().context(), request().region(), "no such page"))
                .category())
        .isEqualTo(Category.INVALID);
  }

  @Test
  @DisplayName("a page token that no list of security groups gave is invalid")
  default void aPageTokenThatNoListOfSecurityGroupsGaveIsInvalid() {
    requireNetworks();
    assertThat(
            session()
                .error(
                    facet()
                        .listSecurityGroups(
                            session().context(), request().region(), "no such page"))
                .category())
        .isEqualTo(Category.INVALID);
  }

  @Test
  @DisplayName("a list of networks or security groups whose deadline has passed ends")
  default void aListOfNetworksWhoseDeadlineHasPassedEnds() {
    requireNetworks();
    String region = request().region();
    String token = ContractSession.newToken();
    CallContext late =
        new CallContext(token, 1, token, session().clock().instant().minusSeconds(1));
    assertThat(session().error(facet().list(late, region, null)).category())
        .isIn(Category.UNAVAILABLE, Category.DEPENDENCY);
    assertThat(session().error(facet().listSecurityGroups(late, region, null)).category())
        .isIn(Category.UNAVAILABLE, Category.DEPENDENCY);
  }

  @Test
  @DisplayName("T24 a closed provider lists no networks and no security groups")
  default void aClosedProviderListsNoNetworks() {
    requireNetworks();
    String region = request().region();
    Networks facet = facet();
    session().provider().close();
    assertThat(session().error(facet.list(session().context(), region, null)).category())
        .isEqualTo(Category.UNAVAILABLE);
    assertThat(
            session().error(facet.listSecurityGroups(session().context(), region, null)).category())
        .isEqualTo(Category.UNAVAILABLE);
  }

  private void requireNetworks() {
    assumeTrue(session().provider().networks().isPresent(), "it has no networks");
  }

  private Networks facet() {
    return session().provider().networks().orElseThrow();
  }

  /** Two of the account's regions, or the only one. */
  private List<String> someRegions() {
    return session().answer(session().provider().regions(session().context())).stream()
        .limit(2)
        .toList();
  }

  private static boolean isBlock(String block) {
    return block.matches("[0-9.]+/[0-9]{1,2}|[0-9a-fA-F:]+/[0-9]{1,3}");
  }

  /** All pages of the list, each of which must be full. */
  private List<CloudNetwork> networks(String region) {
    List<CloudNetwork> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      NetworkPage page = session().answer(facet().list(session().context(), region, next));
      assertThat(page.completeness()).isInstanceOf(Completeness.Full.class);
      all.addAll(page.networks());
      next = page.nextPageToken();
    } while (next != null);
    return all;
  }

  /** All pages of the list, each of which must be full. */
  private List<CloudSecurityGroup> groups(String region) {
    List<CloudSecurityGroup> all = new ArrayList<>();
    @Nullable String next = null;
    do {
      SecurityGroupPage page =
          session().answer(facet().listSecurityGroups(session().context(), region, next));
      assertThat(page.completeness()).isInstanceOf(Completeness.Full.class);
      all.addAll(page.securityGroups());
      next = page.nextPageToken();
    } while (next != null);
    return all;
  }
}
