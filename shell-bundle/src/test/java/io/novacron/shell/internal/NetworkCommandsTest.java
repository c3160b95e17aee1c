package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.provider.Completeness;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCommandsTest {
  private static final String PLACE = " --account sim-aws --region eu-west-1";

  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void networksAreListedWithWhatIsKnownOfThem() throws IOException {
    Shell.Result result = shell.run("novacron:network-list" + PLACE);
    assertThat(result.status()).isZero();
    assertThat(result.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "subnet-0", "front", "eu-west-1a", "10.0.0.0/24", "250", "yes", "vpc-1"));
    JsonNode json = json("novacron:network-list --output json" + PLACE);
    JsonNode item = json.at("/items/0");
    assertThat(item.at("/providerReference").asText()).isEqualTo("subnet-0");
    assertThat(item.at("/account").asText()).isEqualTo("sim-aws");
    assertThat(item.at("/freeAddresses").asLong()).isEqualTo(250);
    assertThat(item.at("/usedByDefault").asBoolean()).isTrue();
    assertThat(item.at("/tags/team").asText()).isEqualTo("a");
    assertThat(json.at("/nextPageToken").isNull()).isTrue();
    assertThat(json.has("partial")).isFalse();
  }

  @Test
  void allPagesAreReadUpToTheLimit() throws IOException {
    services.networks.networks = 5;
    assertThat(json("novacron:network-list --output json" + PLACE).at("/items")).hasSize(5);
    assertThat(json("novacron:network-list --limit 3 --output json" + PLACE).at("/items"))
        .hasSize(3);
    assertThat(shell.run("novacron:network-list --limit 3" + PLACE).lines())
        .anySatisfy(line -> assertThat(line).contains("first 3"));
  }

  @Test
  void securityGroupsAreListedWithWhatTheyLetThrough() throws IOException {
    assertThat(shell.run("novacron:security-group-list" + PLACE, 200).lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "sg-1",
                        "tcp 80-443 from 0.0.0.0/0, sg-2; icmp type 8 code 0 from 10.0.0.0/8",
                        "nothing"));
    JsonNode item = json("novacron:security-group-list --output json" + PLACE).at("/items/0");
    assertThat(item.at("/rules/0/fromPort").asInt()).isEqualTo(80);
    assertThat(item.at("/rules/0/peers/1").asText()).isEqualTo("sg-2");
    assertThat(item.at("/rules/1/icmpType").asInt()).isEqualTo(8);
    services.networks.hasGroups = false;
    assertThat(shell.run("novacron:security-group-list" + PLACE).lines())
        .contains("Account sim-aws has no security groups in eu-west-1.");
  }

  @Test
  void whatMayBeMissingIsSaid() throws IOException {
    services.networks.completeness = new Completeness.Partial("a zone is silent");
    assertThat(shell.run("novacron:network-list" + PLACE).lines())
        .contains("Some may be missing: a zone is silent");
    assertThat(json("novacron:security-group-list --output json" + PLACE).at("/partial").asText())
        .isEqualTo("a zone is silent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"network-list", "security-group-list"})
  void accountAndRegionAreNeededAndCompleted(String command) {
    Shell.Result result = shell.run("novacron:" + command);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).contains("--account", "is missing"))
        .anySatisfy(line -> assertThat(line).contains("--region", "is missing"));
    assertThat(shell.complete(command + " --account s")).containsExactly("sim-aws");
  }

  private JsonNode json(String command) throws IOException {
    return new ObjectMapper().readTree(shell.run(command).out());
  }
}
