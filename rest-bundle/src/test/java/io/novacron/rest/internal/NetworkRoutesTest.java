package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.Completeness;
import io.novacron.rest.internal.TestApi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRoutesTest {
  private static final String PLACE = "?account=sim-aws&region=us-east-1";

  private final TestApi api = new TestApi();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void networksAreListedPageByPageWithWhatIsKnownOfThem() {
    Answer first = api.get("/api/v1/networks" + PLACE + "&pageSize=1");
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.at("/items/0/providerReference")).isEqualTo("subnet-1");
    assertThat(first.at("/items/0/name")).isEqualTo("front");
    assertThat(first.at("/items/0/account")).isEqualTo("sim-aws");
    assertThat(first.at("/items/0/region")).isEqualTo("us-east-1");
    assertThat(first.at("/items/0/zone")).isEqualTo("us-east-1a");
    assertThat(first.at("/items/0/parent")).isEqualTo("vpc-1");
    assertThat(first.at("/items/0/addressRanges/1")).isEqualTo("2600:1f14::/64");
    assertThat(first.at("/items/0/freeAddresses")).isEqualTo("250");
    assertThat(first.at("/items/0/usedByDefault")).isEqualTo("true");
    assertThat(first.at("/items/0/tags/team")).isEqualTo("a");
    assertThat(first.text()).doesNotContain("partial");
    assertThat(first.at("/nextPageToken")).isEqualTo("1");
    Answer second = api.get("/api/v1/networks" + PLACE + "&pageSize=1&pageToken=1");
    assertThat(second.at("/items/0/providerReference")).isEqualTo("subnet-2");
    assertThat(second.text())
        .contains("\"nextPageToken\":null")
        .doesNotContain("freeAddresses", "zone", "parent");
    assertThat(api.networks.asked)
        .containsExactly("sim-aws us-east-1 1 null", "sim-aws us-east-1 1 1");
  }

  @Test
  void securityGroupsAreListedWithTheirRules() {
    Answer answer = api.get("/api/v1/security-groups" + PLACE);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("/items/0/providerReference")).isEqualTo("sg-1");
    assertThat(answer.at("/items/0/network")).isEqualTo("vpc-1");
    assertThat(answer.at("/items/0/rules/0/direction")).isEqualTo("ingress");
    assertThat(answer.at("/items/0/rules/0/fromPort")).isEqualTo("443");
    assertThat(answer.at("/items/0/rules/0/toPort")).isEqualTo("444");
    assertThat(answer.at("/items/0/rules/0/peers/1")).isEqualTo("sg-2");
    assertThat(answer.at("/items/0/rules/1/direction")).isEqualTo("egress");
    assertThat(answer.at("/items/0/rules/1/icmpType")).isEqualTo("8");
  }

  @Test
  void whatMayBeMissingIsSaid() {
    api.networks.completeness = new Completeness.Partial("A zone does not answer.");
    assertThat(api.get("/api/v1/networks" + PLACE).at("/partial"))
        .isEqualTo("A zone does not answer.");
    assertThat(api.get("/api/v1/security-groups" + PLACE).at("/partial"))
        .isEqualTo("A zone does not answer.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"networks", "security-groups"})
  void accountAndRegionAreNeeded(String list) {
    Answer neither = api.get("/api/v1/" + list);
    assertThat(neither.status()).isEqualTo(400);
    assertThat(neither.at("/code")).isEqualTo("invalid-parameter");
    assertThat(neither.at("/errors/0/pointer")).isEqualTo("account");
    assertThat(neither.at("/errors/1/pointer")).isEqualTo("region");
    Answer one = api.get("/api/v1/" + list + "?account=sim-aws&region=");
    assertThat(one.at("/errors/0/pointer")).isEqualTo("region");
    assertThat(api.get("/api/v1/" + list + PLACE + "&zone=a").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/" + list + PLACE + "&pageSize=0").status()).isEqualTo(400);
    assertThat(api.networks.asked).isEmpty();
  }

  @Test
  void anAccountWithoutNetworksSaysSo() {
    Answer answer = api.get("/api/v1/networks?account=bare&region=us-east-1");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/code")).isEqualTo("unsupported-action");
    assertThat(answer.at("/detail")).isEqualTo("Provider old does not have networks.");
  }
}
