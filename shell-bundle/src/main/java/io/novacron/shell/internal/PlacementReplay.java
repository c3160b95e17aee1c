package io.novacron.shell.internal;

import io.novacron.api.placement.Choice;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.Replay;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.placement.ReplayedDecision;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Makes decisions again with something supposed. */
@Service
@Command(
    scope = "novacron",
    name = "replay",
    description = "Makes decisions again under another policy or catalog, and tells the regret",
    detailedDescription = "classpath:replay.txt")
public final class PlacementReplay extends ControlPlaneCommand {
  @Argument(
      name = "decisions",
      description = "Ids of decisions; the latest when left out",
      multiValued = true)
  List<String> words = List.of();

  @Option(name = "--latest", description = "How many of the latest, 1 to 1000; 100 when left out")
  String latest = "100";

  @Option(name = "--policy", description = "A policy to be supposed, as NAME or NAME:VERSION")
  @Completion(PolicyCompleter.class)
  @Nullable String policy;

  @Option(
      name = "--current-catalog",
      description = "Decide on the catalog in force, not on that of then")
  boolean currentCatalog;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Integer most = values.integer("--latest", latest);
    VersionedName named = policy == null ? null : VersionedName.read("--policy", policy, values);
    values.check();
    ReplayRequest request =
        new ReplayRequest(
            arguments,
            most == null ? 0 : most,
            named == null ? null : named.name(),
            named == null ? null : named.version(),
            null,
            currentCatalog ? ReplayRequest.Basis.CURRENT : ReplayRequest.Basis.AS_DECIDED,
            List.of(),
            null);
    Replay replay = Answers.get(services.require(PlacementService.class).replay(caller, request));
    out.list(table(replay), () -> new Json().replay(replay), "There is no decision yet.");
    if (!replay.items().isEmpty()) {
      out.note(
          replay.replayed()
              + " of "
              + replay.items().size()
              + " made again, "
              + replay.moves()
              + " would move; "
              + replay.formerPerHour().toPlainString()
              + " USD/h then, "
              + replay.chosenPerHour().toPlainString()
              + " USD/h now, regret "
              + replay.regretPerHour().toPlainString()
              + " USD/h.");
    }
    return true;
  }

  private static Table table(Replay replay) {
    Table table =
        new Table()
            .column("DECISION")
            .column("FORMER", 2)
            .column("FORMER PRICE")
            .column("NOW", 1)
            .column("PRICE")
            .column("REGRET")
            .column("NOTE", 3);
    for (ReplayedDecision item : replay.items()) {
      Choice chosen = item.chosen();
      table.row(
          item.decision(),
          place(item.former()),
          item.formerPricePerHour() == null ? "" : item.formerPricePerHour().toPlainString(),
          place(chosen),
          chosen == null ? "" : chosen.pricePerHour().amount().toPlainString(),
          item.regretPerHour() == null ? "" : item.regretPerHour().toPlainString(),
          note(item));
    }
    return table;
  }

  private static String place(@Nullable Choice choice) {
    return choice == null
        ? "nothing fits"
        : choice.instanceType() + " " + choice.region() + " " + choice.cloud();
  }

  private static String note(ReplayedDecision item) {
    String problem = item.problem();
    if (problem != null) {
      return problem;
    }
    Boolean identical = item.identical();
    if (identical != null) {
      return identical ? "identical" : "differs";
    }
    return item.sameOffer() ? "stays" : "moves";
  }
}
