package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetCommandsTest {
  private static final String WEB =
      "novacron:budget-create web --amount 2.50 --per hour --account aws-1 --label team=web"
          + " --description 'The web team'";

  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aDryRunTellsWhatThereWouldBeAndChangesNothing() {
    Shell.Result shown = shell.run(WEB + " --dry-run");
    assertThat(shown.status()).as(shown.out()).isZero();
    assertThat(shown.toString()).contains("1 of 1", "2.5 USD/hour", "Nothing was done");
    assertThat(shell.run("novacron:budget-info web").status()).isEqualTo(1);
    shell.run(WEB);
    assertThat(shell.run("novacron:budget-update web --amount 9 --dry-run").toString())
        .contains("2 of 2", "9 USD/month", "Nothing was done");
    assertThat(shell.run("novacron:budget-delete web --dry-run").toString())
        .contains("2.5 USD/hour", "Nothing was done");
    assertThat(shell.run("novacron:budget-info web").out()).contains("1 of 1");
  }

  @Test
  void aBudgetIsMadeAndToldWithWhatIsUsedOfIt() {
    Shell.Result result = shell.run(WEB);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.lines())
        .contains(
            "name       web",
            "version    1 of 1",
            "about      The web team",
            "covers     account aws-1, team=web",
            "allows     2.5 USD/hour",
            "committed  0.3440",
            "left       1.6560",
            "machines   2");
    assertThat(shell.run("novacron:budget-info web").out()).isEqualTo(result.out());
    assertThat(shell.run("novacron:budget-list").lines())
        .anySatisfy(
            line -> assertThat(line).contains("web", "2.5 USD/hour", "0.3440", "1.6560", "2"));
    assertThat(shell.complete("budget-info w")).containsExactly("web");
    assertThat(shell.complete("budget-update w")).containsExactly("web");
    assertThat(shell.complete("budget-delete w")).containsExactly("web");
  }

  @Test
  void anAmountIsForAMonthUnlessSaidOtherwise() {
    assertThat(shell.run("novacron:budget-create all --amount 3650").lines())
        .contains("allows     3650 USD/month", "covers     all machines");
  }

  @Test
  void anUpdateIsAnotherVersionAndADeletedOneIsNoLongerThere() {
    shell.run(WEB);
    assertThat(shell.run("novacron:budget-update web --amount 5 --revision 1").lines())
        .contains("version    2 of 2", "allows     5 USD/month");
    assertThat(shell.run("novacron:budget-update web --amount 6 --revision 1").status())
        .isEqualTo(1);
    assertThat(shell.run("novacron:budget-info web --version 1").lines())
        .contains("allows     2.5 USD/hour");
    assertThat(shell.run("novacron:budget-delete web").status()).isZero();
    assertThat(shell.run("novacron:budget-delete web").out()).contains("budget-not-found");
    assertThat(shell.run("novacron:budget-list").out()).contains("There are no budgets");
  }

  @Test
  void asJsonItHasTheShapeOfTheRestInterface() throws IOException {
    JsonNode json = new ObjectMapper().readTree(shell.run(WEB + " -o json").out());
    assertThat(json.at("/amount").textValue()).isEqualTo("2.5");
    assertThat(json.at("/period").asText()).isEqualTo("hour");
    assertThat(json.at("/labels/team").asText()).isEqualTo("web");
    assertThat(json.at("/usage/left").textValue()).isEqualTo("1.6560");
    JsonNode list = new ObjectMapper().readTree(shell.run("novacron:budget-list -o json").out());
    assertThat(list.at("/items/0")).isEqualTo(json);
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(shell.run("novacron:budget-create web --per day").out())
        .contains("--amount", "--per", "hour", "month");
    assertThat(shell.run("novacron:budget-create a b --amount 1").out()).contains("one budget");
    assertThat(shell.run("novacron:budget-info --help").out()).contains("Examples");
  }
}
