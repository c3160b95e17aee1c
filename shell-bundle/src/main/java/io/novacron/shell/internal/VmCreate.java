package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.batch.BatchItem;
import io.novacron.api.machine.Accepted;
import io.novacron.api.machine.MachineService;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.plan.PlanRequest;
import io.novacron.api.security.Caller;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Creates a machine where it is cheapest within the limits given, and tells why there. */
@Service
@Command(
    scope = "novacron",
    name = "vm-create",
    description = "Creates a machine where it costs least within your limits, and tells why there",
    detailedDescription = "classpath:vm-create.txt")
public final class VmCreate extends AcceptedCommand {
  @Argument(
      name = "name",
      description =
          "Name of the machine: 1 to 63 lower-case letters, digits and hyphens, beginning with a"
              + " letter",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Option(name = "--vcpus", description = "Hardware threads it must at least have, 1 to 1024")
  @Nullable String vcpus;

  @Option(name = "--memory", description = "Memory it must at least have, in GiB")
  @Nullable String memory;

  @Option(name = "--gpus", description = "GPUs it must at least have, 0 to 64")
  @Nullable String gpus;

  @Option(name = "--gpu-model", description = "Model of the GPUs")
  @Nullable String gpuModel;

  @Option(name = "--architecture", description = "amd64 or arm64; any when left out")
  @Completion(
      value = StringsCompleter.class,
      values = {"amd64", "arm64"})
  @Nullable String architecture;

  @Option(name = "--type", description = "A cloud's own type, in place of --vcpus and --memory")
  @Completion(InstanceTypeCompleter.class)
  @Nullable String type;

  @Option(name = "--image", description = "Logical name of an image, or a cloud's own id")
  String image = MachineSpec.DEFAULT_IMAGE;

  @Option(
      name = "--label",
      description = "A label, as key=value; may be given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> labels = List.of();

  @Option(
      name = "--ssh-key",
      description =
          "A public key that may log in, in OpenSSH's one-line form; may be given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> sshKeys = List.of();

  @Option(
      name = "--network",
      description = "A cloud's own id of the network to be in; the account's default when left out")
  @Nullable String network;

  @Option(
      name = "--security-group",
      description =
          "A cloud's own id of a security group; may be given several times; the network's default"
              + " when left out",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> securityGroups = List.of();

  @Option(
      name = "--near",
      description = "A city, or latitude,longitude in degrees, that it must be close to")
  @Completion(PlaceCompleter.class)
  @Nullable String near;

  @Option(
      name = "--max-rtt",
      description = "Longest round trip to the place of --near, in milliseconds; 10 when left out")
  @Nullable String maxRtt;

  @Option(name = "--account", description = "The account that it must go to")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Option(name = "--region", description = "The region that it must go to")
  @Completion(RegionCompleter.class)
  @Nullable String region;

  @Option(name = "--zone", description = "The zone that it must go to; needs --region")
  @Nullable String zone;

  @Option(name = "--spot", description = "It may be interrupted by the cloud, for a lower price")
  boolean spot;

  @Option(
      name = "--max-spot-price",
      description = "The most that it may cost as a spot machine, in US dollars per hour")
  @Nullable String maxSpotPrice;

  @Option(name = "--max-price", description = "The most that it may cost, in US dollars per hour")
  @Nullable String maxPrice;

  @Option(
      name = "--max-carbon",
      description = "The most carbon that the grid of its region may emit, in g CO2 per kWh")
  @Nullable String maxCarbon;

  @Option(
      name = "--policy",
      description = "The policy that decides among what is left; the default one when left out")
  @Completion(PolicyCompleter.class)
  @Nullable String policy;

  @Option(
      name = "--group",
      description = "Placement group whose machines the factors spread and affinity look at")
  @Nullable String group;

  @Option(
      name = "--template",
      description =
          "A template to make it from, as NAME or NAME:VERSION; other options win over it")
  @Completion(TemplateCompleter.class)
  @Nullable String template;

  @Option(
      name = "--parameter",
      description =
          "A value for a parameter of the template, as key=value, or key=@file for a secret; may be"
              + " given several times",
      multiValued = true,
      valueToShowInHelp = "")
  List<String> parameters = List.of();

  @Option(
      name = "--user-data",
      description = "A file on the node with what the machine runs at its first boot")
  @Nullable String userData;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Duration limit = limit(values);
    MachineSpec spec = new SpecOptions(this, values).read(arguments);
    values.check();
    if (dryRun) {
      return plan(caller, new PlanRequest.Single(new BatchItem.Create(spec), null), out);
    }
    Accepted accepted =
        Answers.get(services.require(MachineService.class).create(caller, spec, idempotencyKey));
    noteReplay(accepted, out);
    String decisionId = accepted.machine().decision();
    @Nullable Decision decision =
        decisionId == null
            ? null
            : Answers.get(services.require(PlacementService.class).get(caller, decisionId));
    if (wait && decision != null) {
      DecisionFacts.place(decision).ifPresent(out::note);
    }
    Accepted settled = settle(caller, accepted, limit, out);
    Facts facts = facts(settled);
    if (decision != null) {
      DecisionFacts.add(facts, decision);
    }
    out.write(facts::print, () -> json(settled, decision), facts::table);
    return conclude(settled, out);
  }

  private static ObjectNode json(Accepted accepted, @Nullable Decision decision) {
    Json json = new Json();
    ObjectNode shape = json.object();
    shape.set("machine", json.machine(accepted.machine()));
    shape.set("operation", json.operation(accepted.operation()));
    if (decision != null) {
      shape.set("decision", json.decision(decision));
    }
    return shape;
  }
}
