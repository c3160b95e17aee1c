package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Decision;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.SimulatedMachine;
import io.novacron.provider.simulator.internal.Transition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Tags of instances and of what belongs to them. Safe for use by many threads. */
final class TagActions {
  private static final Set<String> PARAMETERS = Set.of("ResourceId.#", "Tag.#.Key", "Tag.#.Value");
  private static final Map<String, String> TYPES =
      Map.of(
          Ec2Estate.VOLUME, "volume",
          Ec2Estate.INTERFACE, "network-interface",
          Ec2Estate.GROUP, "security-group",
          Ec2Estate.SNAPSHOT, "snapshot",
          Ec2Estate.IMAGE, "image",
          Ec2Estate.SPOT_REQUEST, "spot-instances-request",
          Ec2Estate.KEY, "key-pair");

  private final Ec2Estate estate;

  TagActions(Ec2Estate estate) {
    this.estate = estate;
  }

  List<Ec2Action> actions() {
    return List.of(
        Ec2Action.change("CreateTags", PARAMETERS, this::create),
        Ec2Action.change("DeleteTags", PARAMETERS, this::delete),
        Ec2Action.read(
            "DescribeTags", Ec2Action.all(Filters.PARAMETERS, Page.PARAMETERS), this::describe));
  }

  private Effect<Consumer<Xml>> create(Ec2Call call) {
    Map<String, String> added = Ec2Estate.tags(call, "Tag");
    if (added.isEmpty()) {
      throw AwsError.missing("Tag");
    }
    return change(
        call,
        tags -> {
          tags.putAll(added);
          Ec2Estate.checkTagCount(tags);
          return tags;
        });
  }

  private Effect<Consumer<Xml>> delete(Ec2Call call) {
    Parameters parameters = call.parameters();
    List<String> items = parameters.items("Tag");
    return change(
        call,
        tags -> {
          if (items.isEmpty()) {
            tags.clear();
          }
          for (String item : items) {
            String key = parameters.require(item + ".Key");
            String value = parameters.find(item + ".Value");
            if (value == null) {
              tags.remove(key);
            } else {
              tags.remove(key, value);
            }
          }
          return tags;
        });
  }

  private Effect<Consumer<Xml>> change(Ec2Call call, UnaryOperator<Map<String, String>> how) {
    List<String> ids = List.copyOf(new LinkedHashSet<>(call.parameters().list("ResourceId")));
    if (ids.isEmpty()) {
      throw AwsError.missing("ResourceId");
    }
    Effect<Boolean> effect =
        estate
            .cloud()
            .decide(
                false,
                (fleet, sequence) ->
                    new Decision.Write<>(
                        transitions(fleet, sequence, call, ids, how), changed -> true));
    if (!effect.value()) {
      throw Ec2Estate.overloaded();
    }
    return effect.map(done -> xml -> xml.text("return", true));
  }

  private List<Transition> transitions(
      Fleet fleet,
      long sequence,
      Ec2Call call,
      List<String> ids,
      UnaryOperator<Map<String, String>> how) {
    List<Transition> transitions = new ArrayList<>();
    for (String id : ids) {
      long next = sequence + transitions.size();
      if (id.startsWith("i-")) {
        SimulatedMachine machine = estate.instance(fleet, call.region(), id);
        transitions.add(
            new Transition.Tagged(
                next, estate.now(), id, how.apply(new TreeMap<>(machine.facts().tags()))));
      } else {
        CloudResource resource = resource(fleet, call, id);
        transitions.add(
            new Transition.ResourcePut(
                next, estate.now(), resource.withTags(how.apply(new TreeMap<>(resource.tags())))));
      }
    }
    return transitions;
  }

  private static CloudResource resource(Fleet fleet, Ec2Call call, String id) {
    CloudResource resource = fleet.resources().byReference(id);
    if (resource == null || !resource.region().equals(call.region())) {
      String code =
          switch (id.substring(0, Math.max(0, id.indexOf('-')))) {
            case "vol" -> "InvalidVolume.NotFound";
            case "snap" -> "InvalidSnapshot.NotFound";
            case "ami" -> "InvalidAMIID.NotFound";
            case "eni" -> "InvalidNetworkInterfaceID.NotFound";
            case "sg" -> "InvalidGroup.NotFound";
            case "sir" -> "InvalidSpotInstanceRequestID.NotFound";
            default -> "InvalidID";
          };
      throw AwsError.client(code, "The ID '" + id + "' does not exist");
    }
    return resource;
  }

  /** One tag of one thing. */
  private record TagItem(String type, String id, String key, String value) {
    String sortKey() {
      return id + "\t" + key;
    }
  }

  private Effect<Consumer<Xml>> describe(Ec2Call call) {
    Filters filters =
        Filters.of(call, Set.of("tag:", "resource-id", "resource-type", "key", "value"));
    Page.Start start = Page.start(call, 5, 1_000);
    return estate
        .cloud()
        .look(
            fleet -> {
              List<TagItem> items = new ArrayList<>();
              fleet
                  .createdAfter(call.region(), 0)
                  .filter(estate.cloud()::sees)
                  .forEach(
                      machine ->
                          add(items, "instance", machine.reference(), machine.facts().tags()));
              TYPES.forEach(
                  (kind, type) ->
                      fleet
                          .resources()
                          .of(kind, call.region())
                          .forEach(part -> add(items, type, part.reference(), part.tags())));
              return items;
            })
        .map(
            items ->
                Page.of(
                    start,
                    items.stream()
                        .filter(item -> matches(filters, item))
                        .sorted((one, other) -> one.sortKey().compareTo(other.sortKey()))
                        .iterator(),
                    TagItem::sortKey))
        .map(
            page ->
                xml -> {
                  xml.list("tagSet", page.items(), TagActions::write);
                  xml.text("nextToken", page.nextToken());
                });
  }

  private static void add(List<TagItem> items, String type, String id, Map<String, String> tags) {
    tags.forEach((key, value) -> items.add(new TagItem(type, id, key, value)));
  }

  private static boolean matches(Filters filters, TagItem item) {
    return filters.match(
        Map.of(item.key(), item.value()),
        name ->
            switch (name) {
              case "resource-id" -> item.id();
              case "resource-type" -> item.type();
              case "key" -> item.key();
              default -> item.value();
            });
  }

  private static void write(Xml xml, TagItem item) {
    xml.text("resourceId", item.id())
        .text("resourceType", item.type())
        .text("key", item.key())
        .value("value", item.value());
  }
}
