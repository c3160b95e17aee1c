package io.novacron.shell.internal;

import io.novacron.api.machine.Condition;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.Size;
import io.novacron.api.machine.Snapshot;
import io.novacron.api.machine.TemplateReference;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What there is to say about a machine. */
final class MachineFacts {
  private MachineFacts() {}

  static Facts of(Machine machine) {
    MachineSpec spec = machine.spec();
    MachineStatus status = machine.status();
    Facts facts =
        new Facts()
            .add("name", machine.name())
            .add("id", machine.id())
            .add("state", status.state().name().toLowerCase(Locale.ROOT))
            .add("wanted", machine.desiredState().name().toLowerCase(Locale.ROOT))
            .add(
                "asked for",
                size(spec) + ", " + spec.image() + ", " + spec.market().kind().wireName())
            .add("template", template(spec))
            .add("labels", labels(spec))
            .add("cloud", Text.of(status.cloud()))
            .add("account", Text.of(status.account()))
            .add("region", Text.of(status.region()))
            .add("zone", Text.of(status.zone()))
            .add("type", Text.of(status.instanceType()))
            .add("price", Text.datedPrice(status.pricePerHour()))
            .add("addresses", String.join(", ", status.addresses()))
            .add("cloud's id", Text.of(status.providerReference()))
            .add("created", Text.time(machine.createdAt()))
            .add("seen", Text.time(status.observedAt()))
            .add(
                "snapshots",
                machine.snapshots().stream().map(Snapshot::name).collect(Collectors.joining(", ")))
            .add("revision", Long.toString(machine.revision()))
            .add("operation", machine.operation());
    for (Condition condition : status.conditions()) {
      facts.add(
          condition.type(),
          (condition.status() ? "yes" : "no")
              + " since "
              + Text.time(condition.since())
              + ": "
              + condition.message());
    }
    return facts;
  }

  private static String size(MachineSpec spec) {
    Size size = spec.size();
    if (size == null) {
      return Text.of(spec.instanceType());
    }
    String text = size.vcpus() + " vCPU, " + number(size.memoryGib()) + " GiB";
    if (size.gpus() > 0) {
      text += ", " + size.gpus() + " " + (size.gpuModel() == null ? "GPU" : size.gpuModel());
    }
    return size.architecture() == null ? text : text + ", " + size.architecture();
  }

  private static String template(MachineSpec spec) {
    TemplateReference template = spec.template();
    if (template == null) {
      return "";
    }
    String parameters =
        new TreeMap<>(template.parameters())
            .entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining(", "));
    return template.name()
        + ":"
        + template.version()
        + (parameters.isEmpty() ? "" : " with " + parameters);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String labels(MachineSpec spec) {
    return new TreeMap<>(spec.labels())
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", "));
  }
}
