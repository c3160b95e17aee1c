package io.novacron.shell.internal;

import io.novacron.api.placement.LiveFactor;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists what policies can weigh. */
@Service
@Command(
    scope = "novacron",
    name = "factor-list",
    description = "Lists the factors that policies can weigh now, and what fills them",
    detailedDescription = "classpath:factor-list.txt")
public final class FactorList extends ControlPlaneCommand {
  @Override
  boolean run(Caller caller, List<String> arguments, Output out) throws InterruptedException {
    List<LiveFactor> factors =
        Answers.get(services.require(PlacementService.class).factors(caller));
    Table table =
        new Table()
            .column("FACTOR")
            .column("GROUP", 3)
            .column("UNIT", 2)
            .column("BETTER")
            .column("SOURCE", 1)
            .column("FROM", 4);
    for (LiveFactor factor : factors) {
      table.row(
          factor.definition().name(),
          factor.definition().group(),
          factor.definition().unit(),
          factor.definition().utility().moreIsBetter() ? "more" : "less",
          factor.source(),
          factor.definition().origin());
    }
    Json json = new Json();
    out.list(
        table,
        () -> json.page(new Page<>(factors, null), json::factor),
        "No source of factors is there.");
    return true;
  }
}
