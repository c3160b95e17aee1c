package io.novacron.simulator.wire;

import io.novacron.api.machine.Market;
import io.novacron.provider.simulator.internal.Change;
import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.Phase;
import io.novacron.provider.simulator.internal.Ruling;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads and changes instances. Safe for use by many threads. */
final class InstanceActions {
  private static final Set<String> FILTERS =
      Set.of(
          "tag:",
          "instance-id",
          "client-token",
          "instance-state-name",
          "instance-state-code",
          "instance-type",
          "availability-zone",
          "image-id",
          "vpc-id",
          "subnet-id",
          "private-ip-address",
          "ip-address",
          "instance-lifecycle",
          "architecture",
          "instance.group-id",
          "key-name",
          "owner-id",
          "reservation-id");
  private static final Set<String> STATUS_FILTERS =
      Set.of("instance-state-name", "instance-state-code", "availability-zone");
  private static final int LARGEST_PAGE = 1_000;
  private static final int SMALLEST_PAGE = 5;

  private final Ec2Estate estate;

  InstanceActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    Set<String> ids = Set.of("InstanceId.#");
    return List.of(
        Ec2Action.read(
            "DescribeInstances",
            Ec2Action.all(ids, Filters.PARAMETERS, Page.PARAMETERS),
            this::describe),
        Ec2Action.read(
            "DescribeInstanceStatus",
            Ec2Action.all(ids, Filters.PARAMETERS, Page.PARAMETERS, Set.of("IncludeAllInstances")),
            this::describeStatus),
        Ec2Action.change("StartInstances", ids, call -> change(call, Change.START)),
        Ec2Action.change(
            "StopInstances",
            Ec2Action.all(ids, Set.of("Force", "Hibernate", "SkipOsShutdown")),
            this::stop),
        Ec2Action.change("RebootInstances", ids, this::reboot),
        Ec2Action.change(
            "TerminateInstances",
            Ec2Action.all(ids, Set.of("Force", "SkipOsShutdown")),
            call -> change(call, Change.DELETE)),
        Ec2Action.change(
            "ModifyInstanceAttribute",
            Set.of(
                "InstanceId",
                "InstanceType.Value",
                "Attribute",
                "Value",
                "BlockDeviceMapping.#.DeviceName",
                "BlockDeviceMapping.#.Ebs.VolumeId",
                "BlockDeviceMapping.#.Ebs.DeleteOnTermination"),
            this::modify));
  }

  private Effect<Consumer<Xml>> describe(Ec2Call call) {
    Filters filters = Filters.of(call, FILTERS);
    return items(call, filters, true)
        .map(
            page ->
                xml -> {
                  xml.list(
                      "reservationSet", page.items(), (inner, item) -> item.reservation(inner));
                  xml.text("nextToken", page.nextToken());
                });
  }

  private Effect<Consumer<Xml>> describeStatus(Ec2Call call) {
    Filters filters = Filters.of(call, STATUS_FILTERS);
    boolean all = call.parameters().flag("IncludeAllInstances");
    return items(call, filters, all)
        .map(
            page ->
                xml -> {
                  xml.list("instanceStatusSet", page.items(), InstanceActions::status);
                  xml.text("nextToken", page.nextToken());
                });
  }

  private static void status(Xml xml, InstanceItem item) {
    String health =
        switch (item.machine().phase()) {
          case RUNNING, RESTARTING -> "ok";
          case PENDING, STARTING, RESUMING, RESIZING -> "initializing";
          default -> "not-applicable";
        };
    xml.text("instanceId", item.machine().reference());
    xml.text("availabilityZone", item.machine().facts().zone());
    InstanceItem.state(xml, "instanceState", item.state());
    xml.element("systemStatus", () -> xml.text("status", health));
    xml.element("instanceStatus", () -> xml.text("status", health));
  }

  private Effect<Page<InstanceItem>> items(Ec2Call call, Filters filters, boolean all) {
    List<String> ids = List.copyOf(new LinkedHashSet<>(call.parameters().list("InstanceId")));
    if (!ids.isEmpty() && call.parameters().find("MaxResults") != null) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    Page.Start start = Page.start(call, SMALLEST_PAGE, LARGEST_PAGE);
    List<SimulatedMachine> machines =
        estate
            .cloud()
            .look(
                fleet ->
                    ids.isEmpty()
                        ? fleet.createdAfter(call.region(), sequence(start.after())).toList()
                        : ids.stream()
                            .map(id -> estate.instance(fleet, call.region(), id))
                            .toList())
            .value();
    // Filters may have to look at very many, which must not keep the engine from its work.
    Iterator<SimulatedMachine> matching =
        machines.stream()
            .filter(estate.cloud()::sees)
            .filter(machine -> matches(bare(machine, call), filters, all))
            .iterator();
    Page<SimulatedMachine> page =
        ids.isEmpty()
            ? Page.of(start, matching, InstanceActions::key)
            : new Page<>(copy(matching), null);
    return estate
        .cloud()
        .look(
            fleet ->
                new Page<>(
                    page.items().stream().map(machine -> item(fleet, machine, call)).toList(),
                    page.nextToken()));
  }

  private static List<SimulatedMachine> copy(Iterator<SimulatedMachine> machines) {
    List<SimulatedMachine> copy = new ArrayList<>();
    machines.forEachRemaining(copy::add);
    return copy;
  }

  private InstanceItem bare(SimulatedMachine machine, Ec2Call call) {
    return new InstanceItem(estate, machine, List.of(), call.stateWord());
  }

  private InstanceItem item(Fleet fleet, SimulatedMachine machine, Ec2Call call) {
    return new InstanceItem(estate, machine, estate.parts(fleet, machine), call.stateWord());
  }

  /** A key that sorts by the order of creation. */
  private static String key(SimulatedMachine machine) {
    return String.format(Locale.ROOT, "%019d", machine.created());
  }

  private static long sequence(String key) {
    try {
      return key.isEmpty() ? 0 : Long.parseLong(key);
    } catch (NumberFormatException e) {
      throw AwsError.client("InvalidNextToken", "The token is none that a page of this list gave.");
    }
  }

  private boolean matches(InstanceItem item, Filters filters, boolean all) {
    return (all || item.machine().phase() == Phase.RUNNING)
        && filters.matchAny(item.machine().facts().tags(), name -> field(item, name));
  }

  private List<String> field(InstanceItem item, String name) {
    SimulatedMachine machine = item.machine();
    return switch (name) {
      case "instance-id" -> List.of(machine.reference());
      case "client-token" -> List.of(InstanceItem.clientToken(machine));
      case "instance-state-name" -> List.of(item.state());
      case "instance-state-code" -> List.of(Integer.toString(InstanceItem.code(item.state())));
      case "instance-type" -> List.of(machine.facts().type());
      case "availability-zone" -> List.of(machine.facts().zone());
      case "image-id" -> List.of(machine.facts().image());
      case "vpc-id" -> List.of(estate.vpc(machine.facts().region()));
      case "subnet-id" -> List.of(estate.subnet(machine.facts().zone()));
      case "private-ip-address" -> List.of(machine.facts().address());
      case "ip-address" -> List.of(item.publicAddress());
      case "instance-lifecycle" -> item.spot() ? List.of("spot") : List.of();
      case "architecture" -> List.of(item.attribute("architecture"));
      case "instance.group-id" -> item.groups();
      case "key-name" -> List.of(item.attribute("key"));
      case "owner-id" -> List.of(Ec2Estate.OWNER);
      case "reservation-id" -> List.of(item.reservationId());
      default -> throw new IllegalArgumentException("no such field: " + name);
    };
  }

  private Effect<Consumer<Xml>> stop(Ec2Call call) {
    if (call.parameters().flag("Hibernate")) {
      throw AwsError.client(
          "UnsupportedHibernationConfiguration", "No instance was launched for hibernation.");
    }
    List<String> ids = ids(call);
    estate
        .cloud()
        .look(
            fleet -> {
              for (String id : ids) {
                SimulatedMachine machine = estate.instance(fleet, call.region(), id);
                if (machine.facts().market() == Market.Kind.SPOT) {
                  throw AwsError.client(
                      "UnsupportedOperation",
                      "You can't stop the Spot Instance '"
                          + id
                          + "' because it is associated with a one-time Spot Instance request.");
                }
              }
              return true;
            });
    return change(call, call.parameters().flag("Force") ? Change.FORCED_STOP : Change.STOP);
  }

  private Effect<Consumer<Xml>> reboot(Ec2Call call) {
    return changeAll(call, Change.RESTART, ids(call))
        .map(rulings -> xml -> xml.text("return", true));
  }

  private Effect<Consumer<Xml>> change(Ec2Call call, Change change) {
    List<String> ids = ids(call);
    Map<String, String> before = new TreeMap<>();
    estate
        .cloud()
        .look(
            fleet -> {
              for (String id : ids) {
                SimulatedMachine machine = estate.instance(fleet, call.region(), id);
                before.put(id, estate.account().style().word(machine.phase()));
              }
              return true;
            });
    return changeAll(call, change, ids)
        .map(
            machines ->
                xml ->
                    xml.list(
                        "instancesSet",
                        machines,
                        (inner, machine) -> {
                          String id = machine.reference();
                          String word = estate.account().style().word(machine.phase());
                          inner.text("instanceId", id);
                          InstanceItem.state(
                              inner,
                              "currentState",
                              call.stateWord() == null ? word : call.stateWord());
                          InstanceItem.state(inner, "previousState", before.getOrDefault(id, word));
                        }));
  }

  private Effect<List<SimulatedMachine>> changeAll(Ec2Call call, Change change, List<String> ids) {
    Effect<List<Ruling>> effect =
        estate.cloud().changeAll(change, estate.context(call), call.region(), ids, call.stuckBy());
    return effect.map(
        rulings -> {
          List<SimulatedMachine> machines = new ArrayList<>();
          for (int i = 0; i < rulings.size(); i++) {
            machines.add(estate.machine(rulings.get(i), ids.get(i)));
          }
          return machines;
        });
  }

  private static List<String> ids(Ec2Call call) {
    List<String> ids = List.copyOf(new LinkedHashSet<>(call.parameters().list("InstanceId")));
    if (ids.isEmpty()) {
      throw AwsError.missing("InstanceId");
    }
    ids.forEach(Ec2Estate::checkInstanceId);
    return ids;
  }

  private Effect<Consumer<Xml>> modify(Ec2Call call) {
    String id = call.parameters().require("InstanceId");
    if (!call.parameters().items("BlockDeviceMapping").isEmpty()) {
      return modifyDevices(call, id);
    }
    String type = call.parameters().find("InstanceType.Value");
    if (type == null && call.parameters().get("Attribute", "").equals("instanceType")) {
      type = call.parameters().find("Value");
    }
    if (type == null) {
      call.notSimulated("an attribute other than the instance type");
      throw AwsError.client(
          "InvalidParameterCombination",
          "The simulator changes the instance type, and what goes with the instance, only.");
    }
    SimulatedMachine machine =
        estate.cloud().look(fleet -> estate.instance(fleet, call.region(), id)).value();
    if (machine.phase() != Phase.STOPPED) {
      throw AwsError.client(
          "IncorrectInstanceState", "The instance '" + id + "' is not in the 'stopped' state.");
    }
    Effect<Ruling> effect =
        estate.cloud().resize(estate.context(call), call.region(), id, type, call.stuckBy());
    estate.machine(effect.value(), id);
    return effect.map(ruling -> xml -> xml.text("return", true));
  }

  /** Says which volumes go with the instance. */
  private Effect<Consumer<Xml>> modifyDevices(Ec2Call call, String id) {
    Parameters parameters = call.parameters();
    if (parameters.find("InstanceType.Value") != null || parameters.find("Attribute") != null) {
      throw AwsError.client(
          "InvalidParameterCombination", "Only one attribute can be changed at a time.");
    }
    return ResourceChange.put(
        estate,
        fleet -> {
          SimulatedMachine machine = estate.instance(fleet, call.region(), id);
          List<CloudResource> changed = new ArrayList<>();
          for (String item : parameters.items("BlockDeviceMapping")) {
            String device = parameters.require(item + ".DeviceName");
            String volume = parameters.get(item + ".Ebs.VolumeId", "");
            boolean goes = parameters.flag(item + ".Ebs.DeleteOnTermination");
            changed.add(
                fleet.resources().ofMachine(machine.reference()).stream()
                    .filter(part -> part.attribute("device").equals(device))
                    .filter(part -> volume.isEmpty() || part.reference().equals(volume))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            AwsError.client(
                                "InvalidInstanceAttributeValue",
                                "No device is currently mapped at " + device))
                    .with(CloudResource.DELETED_WITH_MACHINE, Boolean.toString(goes)));
          }
          return changed;
        },
        made -> xml -> xml.text("return", true));
  }
}
