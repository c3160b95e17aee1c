package io.novacron.shell.internal;

import io.novacron.api.inventory.Coverage;
import io.novacron.api.inventory.Orphan;
import io.novacron.api.inventory.OrphanKind;
import io.novacron.api.inventory.OrphanQuery;
import io.novacron.api.inventory.OrphanReport;
import io.novacron.api.inventory.OrphanService;
import io.novacron.api.inventory.Quarantine;
import io.novacron.api.inventory.ResourceType;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists machines, volumes and snapshots at the clouds that belong to no record. */
@Service
@Command(
    scope = "novacron",
    name = "orphan-list",
    description = "Lists machines, volumes and snapshots that belong to no record",
    detailedDescription = "classpath:orphan-list.txt")
public final class OrphanList extends ControlPlaneCommand {
  @Option(name = "--account", description = "Only those in this account")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Option(name = "--resource", description = "Only those that are this: machine, volume, snapshot")
  @Nullable String resource;

  @Option(name = "--kind", description = "Only those of this kind: orphan, unmanaged")
  @Nullable String kind;

  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Pages pages = Pages.of(limit, values, out);
    ResourceType what = values.word("--resource", resource, ResourceType.class);
    OrphanKind only = values.word("--kind", kind, OrphanKind.class);
    values.check();
    OrphanService orphans = services.require(OrphanService.class);
    AtomicReference<@Nullable OrphanReport> first = new AtomicReference<>();
    Page<Orphan> found =
        pages.read(
            (size, token) ->
                orphans
                    .list(caller, new OrphanQuery(what, only, account, null, size, token))
                    .thenApply(
                        page -> {
                          first.compareAndSet(null, page);
                          return new Page<>(page.items(), page.nextPageToken());
                        }));
    OrphanReport report =
        withItems(found, Objects.requireNonNull(first.get(), "a report was read"));
    out.list(
        table(report.items()),
        () -> InventoryText.shape(report, new Json()),
        "Nothing without a record was found.");
    out.note(
        report.total()
            + " in all, "
            + report.perHour().toPlainString()
            + " USD/h or "
            + report.perMonth().toPlainString()
            + " USD/month; "
            + report.unpriced()
            + " without a price.");
    pages.noteMore(found, out);
    long partial =
        report.coverage().stream()
            .filter(each -> each.resource().equals(ResourceType.MACHINE.plural()))
            .filter(each -> each.reason() != null)
            .count();
    if (partial > 0 && (what == null || what == ResourceType.MACHINE)) {
      out.note(partial + " regions were not listed completely; see novacron:inventory-list.");
    }
    for (ResourceType disks : List.of(ResourceType.VOLUME, ResourceType.SNAPSHOT)) {
      if (what == null || what == disks) {
        noteUnseen(report, disks, out);
      }
    }
    return true;
  }

  /** Says once for each reason of how many regions not all was looked at. */
  private static void noteUnseen(OrphanReport report, ResourceType disks, Output out) {
    Map<String, Integer> regions = new TreeMap<>();
    for (Coverage each : report.coverage()) {
      String reason = each.reason();
      if (each.resource().equals(disks.plural()) && reason != null) {
        regions.merge(reason, 1, Integer::sum);
      }
    }
    regions.forEach(
        (reason, count) ->
            out.note(
                "Not all "
                    + disks.plural()
                    + (count == 1 ? " of 1 region" : " of " + count + " regions")
                    + " were looked at: "
                    + reason));
  }

  /** All that was read, with the totals as they were with the first page. */
  private static OrphanReport withItems(Page<Orphan> found, OrphanReport totals) {
    return new OrphanReport(
        found.items(),
        found.nextPageToken(),
        totals.total(),
        totals.perHour(),
        totals.perMonth(),
        totals.unpriced(),
        totals.coverage());
  }

  private static Table table(List<Orphan> orphans) {
    Table table =
        new Table()
            .column("REFERENCE")
            .column("RESOURCE")
            .column("KIND", 1)
            .column("STATE")
            .column("ACCOUNT", 1)
            .column("REGION", 2)
            .column("TYPE", 3)
            .column("GIB", 3)
            .column("PRICE", 2)
            .column("SINCE", 2)
            .column("DELETABLE", 3)
            .column("ID");
    for (Orphan orphan : orphans) {
      Quarantine quarantine = orphan.quarantine();
      table.row(
          orphan.reference(),
          orphan.resource().wireName(),
          orphan.kind().wireName(),
          orphan.state(),
          orphan.account(),
          orphan.region(),
          Objects.requireNonNullElse(orphan.type(), ""),
          orphan.sizeGib() == null ? "" : orphan.sizeGib().toString(),
          Text.price(orphan.pricePerHour()),
          Text.time(orphan.since()),
          quarantine == null ? "" : Text.time(quarantine.until()),
          orphan.id());
    }
    return table;
  }
}
