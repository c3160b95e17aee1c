package io.novacron.shell.internal;

import io.novacron.api.placement.Decision;
import io.novacron.api.placement.PlacementService;
import io.novacron.api.placement.ScoredCandidates;
import io.novacron.api.security.Caller;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Explains a decision. */
@Service
@Command(
    scope = "novacron",
    name = "place",
    description = "Explains a decision: what was considered, what counted, what would change it",
    detailedDescription = "classpath:place.txt")
public final class Place extends ControlPlaneCommand {
  private static final int DRAWN = 2_000;

  @Argument(
      name = "decision",
      description = "Id of the decision",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Option(
      name = "--chart",
      description = "Also draw the candidates by price and score, with the choice marked W")
  boolean chart;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    if (arguments.size() != 1) {
      throw new UsageException("decision", "give one id, not " + arguments.size());
    }
    PlacementService placements = services.require(PlacementService.class);
    Decision decision = Answers.get(placements.get(caller, arguments.get(0)));
    ScoredCandidates candidates =
        chart ? Answers.get(placements.candidates(caller, decision.id(), DRAWN)) : null;
    int width = new Screen(session).width();
    out.write(
        to -> {
          new DecisionReport(decision).print(to);
          if (candidates != null) {
            to.println();
            new CandidateChart(candidates, width).print(to);
          }
        },
        () -> new Json().decision(decision),
        () -> DecisionReport.factors(decision));
    return true;
  }
}
