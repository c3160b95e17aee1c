package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.catalog.Price;
import io.novacron.api.inventory.Coverage;
import io.novacron.api.inventory.Drift;
import io.novacron.api.inventory.DriftAction;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanReport;
import io.novacron.api.inventory.Quarantine;
import io.novacron.api.inventory.RegionView;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.operation.Operation;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was found at the clouds, in the shapes of the REST interface. */
final class InventoryText {
  private InventoryText() {}

  static ObjectNode shape(RegionView view, Json json) {
    ObjectNode shape = json.object();
    shape.put("account", view.account());
    shape.put("cloud", view.cloud());
    shape.put("region", view.region());
    put(shape, "listedAt", view.listedAt());
    shape.put("machines", view.machines());
    shape.put("orphans", view.orphans());
    shape.put("unmanaged", view.unmanaged());
    shape.put("foreign", view.foreign());
    shape.put("pages", view.pages());
    put(shape, "problem", view.problem());
    return shape;
  }

  static ObjectNode shape(Drift drift, Json json) {
    ObjectNode shape = json.object();
    shape.put("id", drift.id());
    shape.put("machine", drift.machine());
    shape.put("name", drift.name());
    shape.put("account", drift.account());
    shape.put("region", drift.region());
    shape.put("aspect", drift.aspect().wireName());
    shape.put("expected", drift.expected());
    shape.put("observed", drift.observed());
    shape.put("foundAt", drift.foundAt().toString());
    shape.put("ignored", drift.ignored());
    put(shape, "ignoredBy", drift.ignoredBy());
    ArrayNode actions = shape.putArray("actions");
    drift.aspect().actions().stream().map(DriftAction::verb).forEach(actions::add);
    return shape;
  }

  static ObjectNode shape(Orphan orphan, Json json) {
    ObjectNode shape = json.object();
    shape.put("id", orphan.id());
    shape.put("account", orphan.account());
    shape.put("cloud", orphan.cloud());
    shape.put("region", orphan.region());
    put(shape, "zone", orphan.zone());
    shape.put("providerReference", orphan.reference());
    shape.put("resource", orphan.resource().wireName());
    shape.put("kind", orphan.kind().wireName());
    shape.put("reason", orphan.reason());
    shape.put("state", orphan.state());
    put(shape, typeField(orphan), orphan.type());
    Integer size = orphan.sizeGib();
    if (size != null) {
      shape.put("sizeGib", size);
    }
    put(shape, "machine", orphan.machine());
    put(shape, "operation", orphan.operation());
    shape.put("since", orphan.since().toString());
    shape.put("madeThen", orphan.madeThen());
    shape.put("observedAt", orphan.observedAt().toString());
    Price price = orphan.pricePerHour();
    if (price != null) {
      ObjectNode priced = money(shape, "pricePerHour", price.amount(), price.currency());
      priced.put("asOf", price.asOf().toString());
      priced.put("source", price.source());
    }
    shape.put("costs", orphan.costs());
    Quarantine quarantine = orphan.quarantine();
    if (quarantine != null) {
      ObjectNode kept = shape.putObject("quarantine");
      kept.put("since", quarantine.since().toString());
      kept.put("until", quarantine.until().toString());
      kept.put("by", quarantine.by());
      kept.put("operation", quarantine.operation());
    }
    return shape;
  }

  private static String typeField(Orphan orphan) {
    return orphan.resource() == ResourceType.MACHINE ? "instanceType" : "volumeType";
  }

  static ObjectNode shape(OrphanReport report, Json json) {
    ObjectNode shape = json.object();
    ArrayNode items = shape.putArray("items");
    report.items().forEach(orphan -> items.add(shape(orphan, json)));
    shape.put("nextPageToken", report.nextPageToken());
    shape.put("total", report.total());
    money(shape, "perHour", report.perHour(), "USD");
    money(shape, "perMonth", report.perMonth(), "USD");
    shape.put("unpriced", report.unpriced());
    ArrayNode coverage = shape.putArray("coverage");
    for (Coverage each : report.coverage()) {
      ObjectNode reach = coverage.addObject();
      reach.put("account", each.account());
      reach.put("region", each.region());
      reach.put("resource", each.resource());
      reach.put("extent", each.extent().name());
      put(reach, "reason", each.reason());
      put(reach, "listedAt", each.listedAt());
    }
    return shape;
  }

  /** What came, or would come, of an action, in a few facts. */
  static Facts facts(String what, String effect, boolean dryRun, @Nullable Operation operation) {
    Facts facts = new Facts().add("about", what).add(dryRun ? "would" : "effect", effect);
    return operation == null
        ? facts
        : facts.add(
            "operation", operation.id() + ", " + operation.state().name().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode money(
      ObjectNode shape, String name, BigDecimal amount, String currency) {
    ObjectNode money = shape.putObject(name);
    money.put("amount", amount.toPlainString());
    money.put("currency", currency);
    return money;
  }

  private static void put(ObjectNode shape, String name, @Nullable Object value) {
    if (value != null) {
      shape.put(name, value.toString());
    }
  }
}
