package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CloudNetwork;
import io.novacron.api.provider.CloudSecurityGroup;
import io.novacron.api.provider.NetworkPage;
import io.novacron.api.provider.Networks;
import io.novacron.api.provider.SecurityGroupPage;
import io.novacron.api.provider.SecurityRule;
import io.novacron.api.provider.SecurityRule.Direction;
import io.novacron.api.provider.SecurityRule.IcmpMessage;
import io.novacron.api.provider.SecurityRule.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of EC2's subnets and security groups, and what its answers mean. */
class Ec2NetworksTest {
  private final FakeEc2 cloud = new FakeEc2((request, reply) -> {});
  private final OpenAccount account = OpenAccount.at(cloud.endpoint());

  @AfterEach
  void close() {
    account.close();
    cloud.close();
  }

  @Test
  void subnetsAreListedByPagesWithWhatIsKnownOfThem() {
    answers(
        "DescribeSubnets",
        "<subnetSet><item><subnetId>subnet-1</subnetId><state>available</state>"
            + "<vpcId>vpc-1</vpcId><cidrBlock>172.31.0.0/20</cidrBlock>"
            + "<ipv6CidrBlockAssociationSet>"
            + ipv6("2a05:d014::/64", "associated")
            + ipv6("2a05:d015::/64", "disassociating")
            + "</ipv6CidrBlockAssociationSet>"
            + "<availableIpAddressCount>4087</availableIpAddressCount>"
            + "<availabilityZone>eu-central-1a</availabilityZone><defaultForAz>true</defaultForAz>"
            + "<tagSet><item><key>Name</key><value>front</value></item></tagSet></item>"
            + "<item><subnetId>subnet-2</subnetId><vpcId>vpc-2</vpcId></item></subnetSet>"
            + "<nextToken>more</nextToken>");
    NetworkPage page = networks(null);
    assertThat(page.nextPageToken()).isEqualTo("more");
    CloudNetwork first = page.networks().get(0);
    assertThat(first.reference()).isEqualTo("subnet-1");
    assertThat(first.name()).isEqualTo("front");
    assertThat(first.region()).isEqualTo(OpenAccount.REGION);
    assertThat(first.zone()).isEqualTo("eu-central-1a");
    assertThat(first.parent()).isEqualTo("vpc-1");
    assertThat(first.addressRanges()).containsExactly("172.31.0.0/20", "2a05:d014::/64");
    assertThat(first.freeAddresses()).isEqualTo(4087);
    assertThat(first.usedByDefault()).isTrue();
    assertThat(first.tags()).containsEntry("Name", "front");
    CloudNetwork bare = page.networks().get(1);
    assertThat(bare.name()).isNull();
    assertThat(bare.addressRanges()).isEmpty();
    assertThat(bare.freeAddresses()).isNull();
    assertThat(bare.usedByDefault()).isFalse();

    answers("DescribeSubnets", "<subnetSet/>");
    assertThat(networks("more").nextPageToken()).isNull();
    assertThat(cloud.requests().get(0)).doesNotContainKey("NextToken");
    assertThat(cloud.requests().get(1))
        .containsEntry("Action", "DescribeSubnets")
        .containsEntry("NextToken", "more")
        .containsEntry("MaxResults", "1000");
  }

  @Test
  void securityGroupsAreListedByPagesWithTheirRules() {
    answers(
        "DescribeSecurityGroups",
        "<securityGroupInfo>"
            + group(
                permission(
                        "tcp",
                        "443",
                        "444",
                        range("0.0.0.0/0", "TLS") + range("10.0.0.0/8", "inside"))
                    + permission("icmp", "8", "-1", range("10.0.0.0/8", ""))
                    + permission("50", "", "", range("10.0.0.0/8", "")),
                permission("-1", "", "", range("0.0.0.0/0", "")))
            + "</securityGroupInfo><nextToken>more</nextToken>");
    SecurityGroupPage page = groups(null);
    assertThat(page.nextPageToken()).isEqualTo("more");
    CloudSecurityGroup group = page.securityGroups().get(0);
    assertThat(group.reference()).isEqualTo("sg-1");
    assertThat(group.name()).isEqualTo("web");
    assertThat(group.description()).isEqualTo("Lets the web in");
    assertThat(group.region()).isEqualTo(OpenAccount.REGION);
    assertThat(group.network()).isEqualTo("vpc-1");
    assertThat(group.tags()).containsEntry("team", "a");
    assertThat(group.rules())
        .containsExactly(
            in("tcp", new PortRange(443, 444), null, List.of("0.0.0.0/0"), "TLS"),
            in("tcp", new PortRange(443, 444), null, List.of("10.0.0.0/8"), "inside"),
            in("icmp", null, new IcmpMessage(8, null), List.of("10.0.0.0/8"), null),
            in("50", null, null, List.of("10.0.0.0/8"), null),
            new SecurityRule(Direction.EGRESS, "all", null, null, List.of("0.0.0.0/0"), null));

    answers("DescribeSecurityGroups", "<securityGroupInfo/>");
    assertThat(groups("more").nextPageToken()).isNull();
    assertThat(cloud.requests().get(1))
        .containsEntry("Action", "DescribeSecurityGroups")
        .containsEntry("NextToken", "more")
        .containsEntry("MaxResults", "1000");
  }

  @Test
  void theOtherEndsOfARuleAreBlocksGroupsAndLists() {
    answers(
        "DescribeSecurityGroups",
        "<securityGroupInfo>"
            + group(
                "<item><ipProtocol>6</ipProtocol><fromPort>22</fromPort><toPort>22</toPort>"
                    + "<groups><item><userId>1</userId><groupId>sg-9</groupId></item></groups>"
                    + "<ipRanges><item><cidrIp>10.0.0.0/8</cidrIp></item></ipRanges>"
                    + "<ipv6Ranges><item><cidrIpv6>::/0</cidrIpv6></item></ipv6Ranges>"
                    + "<prefixListIds><item><prefixListId>pl-1</prefixListId></item>"
                    + "</prefixListIds></item>",
                "")
            + "</securityGroupInfo>");
    assertThat(groups(null).securityGroups().get(0).rules())
        .containsExactly(
            in(
                "tcp",
                new PortRange(22, 22),
                null,
                List.of("10.0.0.0/8", "::/0", "pl-1", "sg-9"),
                null));
  }

  @Test
  void aReplyThatIsNoneOfEc2sSaysNothingOfNetworks() {
    cloud.script((request, reply) -> reply.write(FakeEc2.reply(200, "", "<html><body/></html>")));
    assertThat(
            OpenAccount.error(facet().list(OpenAccount.context(), OpenAccount.REGION, null))
                .category())
        .isEqualTo(Category.DEPENDENCY);
    assertThat(
            OpenAccount.error(
                    facet().listSecurityGroups(OpenAccount.context(), OpenAccount.REGION, null))
                .category())
        .isEqualTo(Category.DEPENDENCY);
  }

  @ParameterizedTest
  @CsvSource({
    "403, UnauthorizedOperation, DENIED",
    "400, InvalidParameterValue, INVALID",
    "503, RequestLimitExceeded, THROTTLED"
  })
  void aListThatIsRefusedSaysWhy(int status, String code, Category category) {
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.reply(
                    status,
                    "",
                    "<Response><Errors><Error><Code>"
                        + code
                        + "</Code><Message>no</Message></Error></Errors>"
                        + "<RequestID>req-1</RequestID></Response>")));
    assertThat(
            OpenAccount.error(facet().list(OpenAccount.context(), OpenAccount.REGION, null))
                .category())
        .isEqualTo(category);
  }

  private Networks facet() {
    return account.provider().networks().orElseThrow();
  }

  private NetworkPage networks(@Nullable String token) {
    return OpenAccount.answer(facet().list(OpenAccount.context(), OpenAccount.REGION, token));
  }

  private SecurityGroupPage groups(@Nullable String token) {
    return OpenAccount.answer(
        facet().listSecurityGroups(OpenAccount.context(), OpenAccount.REGION, token));
  }

  private void answers(String action, String body) {
    cloud.script(
        (request, reply) ->
            reply.write(
                FakeEc2.reply(
                    200,
                    "",
                    "<"
                        + action
                        + "Response><requestId>req-1</requestId>"
                        + body
                        + "</"
                        + action
                        + "Response>")));
  }

  private static SecurityRule in(
      String protocol,
      @Nullable PortRange ports,
      @Nullable IcmpMessage icmp,
      List<String> peers,
      @Nullable String description) {
    return new SecurityRule(Direction.INGRESS, protocol, ports, icmp, peers, description);
  }

  private static String ipv6(String block, String state) {
    return "<item><ipv6CidrBlock>"
        + block
        + "</ipv6CidrBlock><ipv6CidrBlockState><state>"
        + state
        + "</state></ipv6CidrBlockState></item>";
  }

  private static String group(String ingress, String egress) {
    return "<item><groupId>sg-1</groupId><groupName>web</groupName>"
        + "<groupDescription>Lets the web in</groupDescription><vpcId>vpc-1</vpcId>"
        + "<ipPermissions>"
        + ingress
        + "</ipPermissions><ipPermissionsEgress>"
        + egress
        + "</ipPermissionsEgress>"
        + "<tagSet><item><key>team</key><value>a</value></item></tagSet></item>";
  }

  private static String permission(String protocol, String from, String to, String ranges) {
    return "<item><ipProtocol>"
        + protocol
        + "</ipProtocol>"
        + (from.isEmpty() ? "" : "<fromPort>" + from + "</fromPort><toPort>" + to + "</toPort>")
        + "<ipRanges>"
        + ranges
        + "</ipRanges></item>";
  }

  private static String range(String block, String description) {
    return "<item><cidrIp>"
        + block
        + "</cidrIp>"
        + (description.isEmpty() ? "" : "<description>" + description + "</description>")
        + "</item>";
  }
}
