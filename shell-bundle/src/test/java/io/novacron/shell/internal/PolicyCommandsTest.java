package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import io.novacron.api.security.Caller;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandsTest {
  private static final String EUROPE =
      """
      {"name": "europe", "description": "Stays in Europe",
       "weights": {"price": 1, "carbon": 0.5},
       "rules": [
         {"name": "stay", "kind": "allowed-jurisdictions", "values": ["EU", "CH"]},
         {"name": "not-dear", "kind": "max-price-per-hour", "limit": "0.50", "mode": "soft",
          "penalty": 0.5}]}
      """;
  private static final String OPTIONS =
      " --weight price=1 --weight carbon=0.5 --rule stay:allowed-jurisdictions:EU,CH"
          + " --rule not-dear:max-price-per-hour:0.50:soft:0.5 --description 'Stays in Europe'";
  private static final PolicyContent CONTENT =
      new PolicyContent(
          "Stays in Europe",
          Map.of("price", 1.0, "carbon", 0.5),
          List.of(
              new PolicyRule(
                  "stay", PolicyRule.Kind.ALLOWED_JURISDICTIONS, Set.of("EU", "CH"), null, null),
              new PolicyRule(
                  "not-dear",
                  PolicyRule.Kind.MAX_PRICE_PER_HOUR,
                  Set.of(),
                  new BigDecimal("0.50"),
                  0.5)));

  @TempDir Path directory;
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("europe.json"), EUROPE);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aDryRunTellsWhatThereWouldBeAndChangesNothing() {
    assertThat(shell.run("novacron:policy-create --weight price=1 --dry-run cheap").toString())
        .contains("1 of 1", "Nothing was done");
    assertThat(shell.run("novacron:policy-info cheap").status()).isEqualTo(1);
    shell.run("novacron:policy-create --weight price=1 cheap");
    assertThat(shell.run("novacron:policy-update --weight carbon=1 --dry-run cheap").toString())
        .contains("2 of 2", "Nothing was done");
    assertThat(shell.run("novacron:policy-delete --dry-run cheap").toString())
        .contains("cheap", "Nothing was done");
    assertThat(shell.run("novacron:policy-info cheap").out()).contains("1 of 1");
  }

  @Test
  void aPolicyIsMadeFromAFileAndToldWithItsWeightsAndRules() {
    Shell.Result result = shell.run("novacron:policy-create europe --file " + file);

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.lines())
        .contains(
            "name           europe",
            "version        1 of 1",
            "about          Stays in Europe",
            "weight carbon  0.5",
            "weight price   1",
            "rule stay      allowed-jurisdictions CH, EU, hard",
            "rule not-dear  max-price-per-hour 0.50, soft with penalty 0.5");
    assertThat(content(1)).isEqualTo(CONTENT);
    assertThat(shell.run("novacron:policy-info europe").out()).isEqualTo(result.out());
    assertThat(shell.run("novacron:policy-list").lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("europe", "carbon=0.5 price=1", "stay not-dear", "Stays in Europe"));
    assertThat(shell.complete("policy-info e")).containsExactly("europe");
    assertThat(shell.complete("policy-update e")).containsExactly("europe");
    assertThat(shell.complete("policy-delete e")).containsExactly("europe");
  }

  @Test
  void optionsSayTheSameAsAFile() {
    Shell.Result result = shell.run("novacron:policy-create europe" + OPTIONS);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(content(1)).isEqualTo(CONTENT);
  }

  @Test
  void theExampleOfTheDocumentationCanBeRead() {
    Path example = Path.of("..", "docs", "samples", "europe-policy.json");
    Shell.Result result = shell.run("novacron:policy-create europe --file " + example);
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(content(1).rules()).hasSize(3);
  }

  @Test
  void anUpdateIsAnotherVersionAndTheFormerCanStillBeRead() {
    shell.run("novacron:policy-create europe --weight price=2");
    Shell.Result second = shell.run("novacron:policy-update europe --file " + file);
    assertThat(second.lines()).contains("version        2 of 2");
    assertThat(shell.run("novacron:policy-info europe --version 1").lines())
        .contains("weight price  2");
    assertThat(shell.run("novacron:policy-update europe --weight price=3 --revision 1").status())
        .isEqualTo(1);
    assertThat(shell.run("novacron:policy-update europe --weight price=3 --revision 2").status())
        .isZero();
    assertThat(shell.run("novacron:policy-create europe --weight price=1").status()).isEqualTo(1);
  }

  @Test
  void aDeletedPolicyIsNoLongerThere() throws IOException {
    shell.run("novacron:policy-create europe --weight price=1");
    Shell.Result result = shell.run("novacron:policy-delete europe -o json");
    assertThat(result.status()).isZero();
    assertThat(new ObjectMapper().readTree(result.out()).at("/deleted").asBoolean()).isTrue();
    assertThat(shell.run("novacron:policy-delete europe").out()).contains("policy-not-found");
    assertThat(shell.run("novacron:policy-list").out()).contains("There are no policies");
  }

  @Test
  void asJsonItHasTheShapeOfTheRestInterface() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(shell.run("novacron:policy-create europe -o json --file " + file).out());
    assertThat(json.at("/weights/carbon").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/rules/0/values/1").asText()).isEqualTo("EU");
    assertThat(json.at("/rules/0/mode").asText()).isEqualTo("hard");
    assertThat(json.at("/rules/0").has("penalty")).isFalse();
    assertThat(json.at("/rules/1/limit").textValue()).isEqualTo("0.50");
    assertThat(json.at("/rules/1/kind").asText()).isEqualTo("max-price-per-hour");
    assertThat(json.at("/createdAt").asText()).isEqualTo("2026-11-23T10:00:00Z");
    JsonNode list = new ObjectMapper().readTree(shell.run("novacron:policy-list -o json").out());
    assertThat(list.at("/items/0")).isEqualTo(json);
    assertThat(shell.run("novacron:policy-list -o csv").lines())
        .anySatisfy(line -> assertThat(line).startsWith("europe,1,carbon=0.5 price=1,"));
  }

  @Test
  void aFileThatIsNoPolicyIsToldWithAllThatIsWrong() throws IOException {
    Files.writeString(
        file,
        """
        {"name": "other", "colour": 1, "weights": {"price": "1"},
         "rules": [{"kind": "x", "mode": "soft"}, {"kind": "max-carbon", "penalty": 1},
                   {"kind": "max-carbon", "limit": "1e3", "mode": "firm"}]}
        """);
    assertThat(shell.run("novacron:policy-create europe --file " + file).out())
        .contains(
            "/colour",
            "the policy other, not europe",
            "/weights/price",
            "/rules/0/kind",
            "/rules/0/penalty",
            "/rules/1/penalty",
            "/rules/2/limit",
            "/rules/2/mode");
    Files.writeString(file, "[]");
    assertThat(shell.run("novacron:policy-create europe --file " + file).out())
        .contains("must hold a JSON object");
    assertThat(shell.run("novacron:policy-create europe --file " + file + OPTIONS).out())
        .contains("leave out --weight");
  }

  @ParameterizedTest
  @CsvSource({
    "'',give --weight price=1",
    "--weight price,key=value",
    "--weight price=much,--weight price",
    "--weight price=1 --rule stay,NAME:KIND:VALUE",
    "--weight price=1 --rule a:max-carbon:1:hard:1,NAME:KIND:VALUE",
    "--weight price=1 --rule a:nothing:1,must be one of allowed-clouds",
    "--weight price=1 --rule a:max-carbon:x,must be a number"
  })
  void optionsThatSayNoPolicyAreToldWithWhatIsWrong(String options, String fault) {
    Shell.Result result = shell.run("novacron:policy-create europe " + options);
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains(fault);
  }

  private PolicyContent content(int version) {
    Caller caller = new Caller("admin", "default", Set.of("admin"), "ssh", "local", "req-1");
    return services.policies.get(caller, "europe", version).toCompletableFuture().join().content();
  }
}
