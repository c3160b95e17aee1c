package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.Category;
import io.novacron.api.provider.CloudSnapshot;
import io.novacron.api.provider.CloudVolume;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.SnapshotPage;
import io.novacron.api.provider.SnapshotState;
import io.novacron.api.provider.VolumePage;
import io.novacron.api.provider.VolumeState;
import io.novacron.api.provider.Volumes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of EC2's volumes and snapshots, and what its answers mean. */
class Ec2VolumesTest {
  private static final String MADE = "2026-11-21T16:40:08.000Z";

  private final FakeEc2 cloud = new FakeEc2((request, reply) -> {});
  private final OpenAccount account = OpenAccount.at(cloud.endpoint());

  @AfterEach
  void close() {
    account.close();
    cloud.close();
  }

  @Test
  void volumesAreListedByPagesWithWhatIsKnownOfThem() {
    String attachment =
        "<attachmentSet><item><instanceId>i-1</instanceId><status>detaching</status></item>"
            + "</attachmentSet>";
    answers(
        "DescribeVolumes",
        "<volumeSet>"
            + volume("vol-1", "available", "")
            + volume("vol-2", "in-use", attachment)
            + "</volumeSet><nextToken>more</nextToken>");
    VolumePage page = list(null);
    assertThat(page.nextPageToken()).isEqualTo("more");
    CloudVolume free = page.volumes().get(0);
    assertThat(free.reference()).isEqualTo("vol-1");
    assertThat(free.region()).isEqualTo(OpenAccount.REGION);
    assertThat(free.zone()).isEqualTo("eu-central-1a");
    assertThat(free.sizeGib()).isEqualTo(100);
    assertThat(free.type()).isEqualTo("gp3");
    assertThat(free.state()).isEqualTo(VolumeState.AVAILABLE);
    assertThat(free.rawState()).isEqualTo("available");
    assertThat(free.inUse()).isFalse();
    assertThat(free.tags()).containsEntry("team", "a");
    assertThat(free.createdAt()).isEqualTo(Instant.parse(MADE));
    CloudVolume leaving = page.volumes().get(1);
    assertThat(leaving.machines()).containsExactly("i-1");
    assertThat(leaving.inUse()).isTrue();

    answers("DescribeVolumes", "<volumeSet/>");
    assertThat(list("more").nextPageToken()).isNull();
    Map<String, String> asked = cloud.requests().get(1);
    assertThat(asked).containsEntry("NextToken", "more").containsEntry("MaxResults", "1000");
  }

  @Test
  void aStateThatIsNotKnownKeepsItsWord() {
    answers("DescribeVolumes", "<volumeSet>" + volume("vol-1", "frozen", "") + "</volumeSet>");
    CloudVolume volume = list(null).volumes().get(0);
    assertThat(volume.state()).isEqualTo(VolumeState.UNKNOWN);
    assertThat(volume.rawState()).isEqualTo("frozen");
  }

  @Test
  void aVolumeThatTheFilterLetThroughWithAnotherIdIsNotIt() {
    answers("DescribeVolumes", "<volumeSet>" + volume("vol-1", "available", "") + "</volumeSet>");
    assertThat(describe("vol-1")).isPresent();
    assertThat(describe("vol-2")).isEmpty();
  }

  @Test
  void aReplyThatIsNoneOfEc2sSaysNothingOfVolumes() {
    cloud.script((request, reply) -> reply.write(FakeEc2.reply(200, "", "<html><body/></html>")));
    assertThat(
            OpenAccount.error(volumes().list(OpenAccount.context(), OpenAccount.REGION, null))
                .category())
        .isEqualTo(Category.DEPENDENCY);
  }

  @ParameterizedTest
  @CsvSource({
    "400, VolumeInUse, CONFLICT",
    "403, UnauthorizedOperation, DENIED",
    "503, RequestLimitExceeded, THROTTLED"
  })
  void aDeleteThatIsRefusedSaysWhy(int status, String code, Category category) {
    refuses(status, code);
    assertThat(
            OpenAccount.error(volumes().delete(OpenAccount.context(), OpenAccount.REGION, "vol-1"))
                .category())
        .isEqualTo(category);
    assertThat(cloud.requests().get(0))
        .containsEntry("Action", "DeleteVolume")
        .containsEntry("VolumeId", "vol-1");
  }

  @ParameterizedTest
  @CsvSource({"InvalidVolume.NotFound", "InvalidVolumeID.Malformed"})
  void deletingWhatIsNotThereSucceeds(String code) {
    refuses(400, code);
    assertThat(
            OpenAccount.outcome(
                volumes().delete(OpenAccount.context(), OpenAccount.REGION, "vol-1")))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void partsOfASnapshotOnOnePageAreOneAndOnAnotherPageAreItAgain() {
    answers(
        "DescribeSnapshots",
        "<snapshotSet>"
            + part("snap-1", "vol-1", 30)
            + part("snap-2", "vol-2", 100)
            + "</snapshotSet><nextToken>more</nextToken>");
    SnapshotPage page = snapshots(null);
    assertThat(page.nextPageToken()).isEqualTo("more");
    assertThat(page.snapshots()).hasSize(1);
    CloudSnapshot first = page.snapshots().get(0);
    assertThat(first.reference()).isEqualTo("snapset-1");
    assertThat(first.machine()).isEqualTo("i-1");
    assertThat(first.sizeGib()).isEqualTo(130);
    answers("DescribeSnapshots", "<snapshotSet>" + part("snap-3", "vol-3", 8) + "</snapshotSet>");
    CloudSnapshot rest = snapshots("more").snapshots().get(0);
    assertThat(rest.reference()).isEqualTo("snapset-1");
    assertThat(rest.sizeGib()).isEqualTo(8);
    // The page lacks the parts of two devices, of which it cannot tell that they are missing.
    assertThat(rest.state()).isEqualTo(SnapshotState.AVAILABLE);
    assertThat(cloud.requests().get(1))
        .containsEntry("Owner.1", "self")
        .containsEntry("NextToken", "more");
  }

  private Volumes volumes() {
    return account.provider().volumes().orElseThrow();
  }

  private VolumePage list(@Nullable String token) {
    return OpenAccount.answer(volumes().list(OpenAccount.context(), OpenAccount.REGION, token));
  }

  private java.util.Optional<CloudVolume> describe(String reference) {
    return OpenAccount.answer(
        volumes().describe(OpenAccount.context(), OpenAccount.REGION, reference));
  }

  private SnapshotPage snapshots(@Nullable String token) {
    return OpenAccount.answer(
        account
            .provider()
            .snapshots()
            .orElseThrow()
            .listRegion(OpenAccount.context(), OpenAccount.REGION, token));
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

  private void refuses(int status, String code) {
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
  }

  private static String volume(String id, String state, String attachments) {
    return "<item><volumeId>"
        + id
        + "</volumeId><size>100</size><availabilityZone>eu-central-1a</availabilityZone><status>"
        + state
        + "</status><createTime>"
        + MADE
        + "</createTime><volumeType>gp3</volumeType>"
        + attachments
        + "<tagSet><item><key>team</key><value>a</value></item></tagSet></item>";
  }

  /** One of three EBS snapshots that are one of ours. */
  private static String part(String id, String volume, int size) {
    StringBuilder tags = new StringBuilder();
    for (List<String> tag :
        List.of(
            List.of(SnapshotSet.SET_KEY, "snapset-1"),
            List.of(SnapshotSet.INSTANCE_KEY, "i-1"),
            List.of(SnapshotSet.DEVICE_KEY + "/dev/sda1", "vol-1/gp3//"),
            List.of(SnapshotSet.DEVICE_KEY + "/dev/sdb", "vol-2/gp3//"),
            List.of(SnapshotSet.DEVICE_KEY + "/dev/sdc", "vol-3/gp3//"))) {
      tags.append("<item><key>")
          .append(tag.get(0))
          .append("</key><value>")
          .append(tag.get(1))
          .append("</value></item>");
    }
    return "<item><snapshotId>"
        + id
        + "</snapshotId><volumeId>"
        + volume
        + "</volumeId><status>completed</status><startTime>"
        + MADE
        + "</startTime><volumeSize>"
        + size
        + "</volumeSize><tagSet>"
        + tags
        + "</tagSet></item>";
  }
}
