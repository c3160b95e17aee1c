package io.novacron.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A placement decision for the eye: where, the price and its date, the runner-up, and one "what
 * if".
 */
final class DecisionText {
  private DecisionText() {}

  static String of(String name, String what, JsonNode machine, JsonNode decision) {
    List<String> lines = new ArrayList<>();
    JsonNode status = machine.path("status");
    lines.add(
        name
            + ": "
            + what
            + ", "
            + status.path("state").asText().toLowerCase(java.util.Locale.ROOT));
    JsonNode chosen = decision.path("chosen");
    lines.add("  where      " + place(chosen));
    lines.add("  price      " + price(chosen.path("pricePerHour")));
    JsonNode runnerUp = decision.path("runnerUp");
    if (runnerUp.isObject()) {
      lines.add("  runner-up  " + place(runnerUp) + " at " + price(runnerUp.path("pricePerHour")));
    } else {
      lines.add("  runner-up  none");
    }
    JsonNode margin = decision.path("margin");
    if (margin.isObject()) {
      lines.add("  margin     " + price(margin));
    }
    JsonNode counterfactual = decision.path("counterfactuals").path(0);
    if (!counterfactual.isMissingNode()) {
      lines.add(
          "  instead    "
              + wouldChoose(counterfactual.path("wouldChoose"))
              + ", "
              + counterfactual.path("change").asText());
    }
    lines.add("  decision   " + decision.path("id").asText());
    return String.join(System.lineSeparator(), lines);
  }

  private static String place(JsonNode choice) {
    String place =
        choice.path("instanceType").asText()
            + " in "
            + choice.path("region").asText()
            + " of "
            + choice.path("cloud").asText();
    String account = choice.path("account").asText("");
    return account.isEmpty() ? place : place + " (account " + account + ")";
  }

  private static String price(JsonNode price) {
    String text = price.path("amount").asText() + " " + price.path("currency").asText() + "/h";
    String date = price.path("asOf").asText("");
    return date.isEmpty() ? text : text + ", as of " + date;
  }

  private static String wouldChoose(JsonNode choice) {
    return choice.isObject() ? place(choice) : choice.asText();
  }
}
