package io.novacron.simulator.wire;

import io.novacron.api.provider.CallContext;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Draw;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.Refusal;
import io.novacron.provider.simulator.internal.ResourceShelf;
import io.novacron.provider.simulator.internal.Ruling;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import io.novacron.provider.simulator.internal.SimulatedCloud;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every account has in every region, and how it is named. Immutable. */
final class Ec2Estate {
  static final String OWNER = "000000000000";
  static final String VOLUME = "volume";
  static final String INTERFACE = "interface";
  static final String GROUP = "group";
  static final String SNAPSHOT = "snapshot";
  static final String IMAGE = "image";
  static final String SPOT_REQUEST = "spot-request";
  static final String KEY = "key";

  private static final int TAG_LIMIT = 50;
  private static final Pattern INSTANCE_ID = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");

  private final SimulatedAccount account;
  private final StockImages stock;

  Ec2Estate(SimulatedAccount account) {
    this.account = account;
    this.stock = new StockImages(account.style());
  }

  SimulatedAccount account() {
    return account;
  }

  SimulatedCloud cloud() {
    return account.cloud();
  }

  StockImages stock() {
    return stock;
  }

  Instant now() {
    return account.clock().instant();
  }

  List<String> zones(String region) {
    return account.style().zones(region);
  }

  String vpc(String region) {
    return id("vpc-0", "vpc", region);
  }

  String subnet(String zone) {
    return id("subnet-0", "subnet", zone);
  }

  String defaultGroup(String region) {
    return id("sg-0", "group", region);
  }

  /** The zone of a subnet of a region; absent when there is no such subnet. */
  @Nullable String zoneOfSubnet(String region, String subnet) {
    return zones(region).stream()
        .filter(zone -> subnet(zone).equals(subnet))
        .findFirst()
        .orElse(null);
  }

  /** An id that follows from the seed of the account and what it is of. */
  String id(String prefix, String... identity) {
    String[] all = new String[identity.length + 2];
    all[0] = prefix;
    all[1] = account.name();
    System.arraycopy(identity, 0, all, 2, identity.length);
    return prefix + Draw.of(account.settings().seed(), all).hex(16);
  }

  /** An id that is not in use. */
  String freshId(Fleet fleet, String prefix, String... identity) {
    for (int round = 0; ; round++) {
      String[] all = new String[identity.length + 2];
      System.arraycopy(identity, 0, all, 0, identity.length);
      all[identity.length] = Long.toString(fleet.lastSequence());
      all[identity.length + 1] = Integer.toString(round);
      String id = id(prefix, all);
      if (fleet.resources().byReference(id) == null) {
        return id;
      }
    }
  }

  /**
   * A resource that has to be there.
   *
   * @param code code of the refusal when it is not
   */
  static CloudResource resource(
      ResourceShelf shelf, String kind, String region, String reference, String code) {
    CloudResource resource = shelf.byReference(reference);
    if (resource == null || !resource.kind().equals(kind) || !resource.region().equals(region)) {
      throw AwsError.client(code, "The " + kind + " '" + reference + "' does not exist.");
    }
    return resource;
  }

  /** Whether a resource that takes a while to make is made. */
  boolean finished(CloudResource resource) {
    long millis = Long.parseLong(resource.attributes().getOrDefault("pendingMillis", "0"));
    return !now().isBefore(resource.createdAt().plusMillis(millis));
  }

  /** How long something is pending: about half the time that a new instance is. */
  String pendingMillis(String reference) {
    Draw draw = Draw.of(account.settings().seed(), "pending", reference);
    long millis = account.settings().provisioningMillis();
    return Long.toString((long) (millis * 0.5 * (0.5 + draw.unit())));
  }

  /** The instance with an id, if it can be seen in the region; called within a look. */
  SimulatedMachine instance(Fleet fleet, String region, String id) {
    checkInstanceId(id);
    SimulatedMachine machine = fleet.byReference(id);
    if (machine == null || !machine.facts().region().equals(region) || !cloud().sees(machine)) {
      throw noInstance(id);
    }
    return machine;
  }

  /** What belongs to an instance, its spot request included; called within a look. */
  List<CloudResource> parts(Fleet fleet, SimulatedMachine machine) {
    List<CloudResource> parts = new ArrayList<>(fleet.resources().ofMachine(machine.reference()));
    CloudResource request =
        fleet.resources().byReference(SpotActions.requestId(machine.reference()));
    if (request != null) {
      parts.add(request);
    }
    return parts;
  }

  /** What belongs to an instance now. */
  List<CloudResource> parts(SimulatedMachine machine) {
    return cloud().look(fleet -> parts(fleet, machine)).value();
  }

  static void checkInstanceId(String id) {
    if (!INSTANCE_ID.matcher(id).matches()) {
      throw AwsError.client("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
    }
  }

  static AwsError noInstance(String id) {
    return AwsError.client(
        "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
  }

  /** The machine of a ruling, or the refusal as an error. */
  SimulatedMachine machine(Ruling ruling, String id) {
    if (ruling instanceof Ruling.Settled settled) {
      return settled.machine();
    }
    if (ruling instanceof Ruling.Moving moving) {
      return moving.machine();
    }
    if (ruling instanceof Ruling.Refused refused) {
      throw AwsError.of(
          status(refused.refusal()), account.style().code(refused.refusal()), refused.message());
    }
    throw noInstance(id);
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case CAPACITY -> 500;
      case THROTTLED, UNAVAILABLE -> 503;
      case DENIED -> 401;
      default -> 400;
    };
  }

  /** What a change gets when too many wait to be written. */
  static AwsError overloaded() {
    return AwsError.of(503, "RequestLimitExceeded", "Too many changes wait to be made.");
  }

  /**
   * The tags that a request gives to what it makes, by the type of resource.
   *
   * @param legal the types that it can make
   */
  static Map<String, Map<String, String>> tagSpecifications(Ec2Call call, Set<String> legal) {
    Map<String, Map<String, String>> tags = new HashMap<>();
    for (String item : call.parameters().items("TagSpecification")) {
      String type = call.parameters().require(item + ".ResourceType");
      if (!legal.contains(type)) {
        throw AwsError.invalid(
            item + ".ResourceType",
            type,
            "Legal are " + String.join(", ", legal.stream().sorted().toList()) + ".");
      }
      tags.computeIfAbsent(type, absent -> new TreeMap<>()).putAll(tags(call, item + ".Tag"));
    }
    return tags;
  }

  static final Set<String> TAG_SPECIFICATIONS =
      Set.of(
          "TagSpecification.#.ResourceType",
          "TagSpecification.#.Tag.#.Key",
          "TagSpecification.#.Tag.#.Value");

  /** The tags of a list. */
  static Map<String, String> tags(Ec2Call call, String list) {
    Map<String, String> tags = new TreeMap<>();
    for (String item : call.parameters().items(list)) {
      String key = call.parameters().require(item + ".Key");
      String value = call.parameters().get(item + ".Value", "");
      if (key.length() > 128 || value.length() > 256) {
        throw AwsError.client(
            "InvalidParameterValue",
            "Tag keys have at most 128 characters and values at most 256: " + key);
      }
      if (key.startsWith("aws:")) {
        throw AwsError.client(
            "InvalidParameterValue",
            "Tag keys starting with 'aws:' are reserved for internal use: " + key);
      }
      if (tags.put(key, value) != null) {
        throw AwsError.client(
            "InvalidParameterValue", "Duplicate tag key '" + key + "' specified.");
      }
    }
    checkTagCount(tags);
    return tags;
  }

  static void checkTagCount(Map<String, String> tags) {
    if (tags.size() > TAG_LIMIT) {
      throw AwsError.client(
          "TagLimitExceeded",
          "The maximum number of tags for a resource has been reached: " + TAG_LIMIT + ".");
    }
  }

  /** A context for what the engine logs of a change. */
  CallContext context(Ec2Call call) {
    return new CallContext(call.requestId(), 1, call.requestId(), now().plusSeconds(60));
  }
}
