package io.novacron.core.internal.policy;

import static io.novacron.core.internal.policy.PolicyWorld.limit;
import static io.novacron.core.internal.policy.PolicyWorld.soft;
import static io.novacron.core.internal.policy.PolicyWorld.values;
import static io.novacron.core.internal.policy.PolicyWorld.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.FieldError;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyValidatorTest {
  private static final Map<String, Double> PRICE = Map.of("price", 1.0);

  @Test
  void aSoundPolicyHasNothingWrong() {
    assertThat(
            faults(
                weights(
                    Map.of("price", 1000.0, "egress-price", 0.0, "a1-b2", 0.001),
                    values("clouds", PolicyRule.Kind.ALLOWED_CLOUDS, "aws", "gcp"),
                    values("regions", PolicyRule.Kind.DENIED_REGIONS, "us-east-1"),
                    values("area", PolicyRule.Kind.ALLOWED_JURISDICTIONS, "EEA", "CH"),
                    values("not-test", PolicyRule.Kind.DENIED_ACCOUNTS, "an account to come"),
                    limit("dear", PolicyRule.Kind.MAX_PRICE_PER_HOUR, "1000000.000000"),
                    limit("clean", PolicyRule.Kind.MAX_CARBON, "0"),
                    soft(limit("cleaner", PolicyRule.Kind.MAX_CARBON, "100.5"), 100))))
        .isEmpty();
  }

  @Test
  void whatIsWrongIsSaidAllAtOnceEachAtItsField() {
    PolicyContent content =
        new PolicyContent(
            "x".repeat(501),
            Map.of("price", 1.0, "Carbon", 1.0, "a/b", 1.0, "speed", 1000.5),
            List.of(
                values("1st", PolicyRule.Kind.ALLOWED_CLOUDS, "aws"),
                values("a", PolicyRule.Kind.DENIED_REGIONS, "eu-centrl-1"),
                limit("a", PolicyRule.Kind.MAX_CARBON, "-1"),
                soft(values("b", PolicyRule.Kind.ALLOWED_ACCOUNTS), 0),
                new PolicyRule(
                    "c", PolicyRule.Kind.MAX_PRICE_PER_HOUR, Set.of("aws"), null, null)));
    assertThat(PolicyValidator.validate("Eu", content, PolicyWorld.CATALOG))
        .extracting(FieldError::pointer)
        .containsExactly(
            "/name",
            "/description",
            "/weights/Carbon",
            "/weights/a~1b",
            "/weights/speed",
            "/rules/0/name",
            "/rules/1/values",
            "/rules/2/name",
            "/rules/2/limit",
            "/rules/3/penalty",
            "/rules/3/values",
            "/rules/4/limit",
            "/rules/4/values");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1000.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aWeightIsANumberInItsRange(double weight) {
    assertThat(faults(weights(Map.of("price", 1.0, "carbon", weight))))
        .containsExactly("/weights/carbon must be 0 to 1000 but is " + weight);
  }

  @Test
  void whereNothingCountsNothingCanWin() {
    assertThat(faults(weights(Map.of()))).singleElement().asString().startsWith("/weights must");
    assertThat(faults(weights(Map.of("price", 0.0, "carbon", 0.0)))).hasSize(1);
  }

  @Test
  void thereAreAtMost64WeightsAndRulesAnd200Values() {
    assertThat(faults(weights(many(64)))).isEmpty();
    assertThat(faults(weights(many(65)))).containsExactly("/weights may have at most 64 entries");
    assertThat(faults(weights(PRICE, rules(32)))).isEmpty();
    assertThat(faults(weights(PRICE, rules(33))))
        .containsExactly("/rules may have at most 32 entries");
    assertThat(faults(weights(PRICE, values("a", PolicyRule.Kind.DENIED_ACCOUNTS, names(200)))))
        .isEmpty();
    assertThat(faults(weights(PRICE, values("a", PolicyRule.Kind.DENIED_ACCOUNTS, names(201)))))
        .singleElement()
        .asString()
        .startsWith("/rules/0/values must have 1 to 200 entries");
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED_REGIONS,eu-centrl-1,region,eu-central-1",
    "ALLOWED_REGIONS,EU-CENTRAL-1,region,eu-central-1",
    "ALLOWED_CLOUDS,azur,cloud,'aws, gcp'",
    "ALLOWED_JURISDICTIONS,eu,jurisdiction,EU"
  })
  void aNameThatTheCatalogDoesNotHaveIsToldWithTheClosest(
      PolicyRule.Kind kind, String value, String sort, String closest) {
    assertThat(faults(weights(PRICE, values("a", kind, value))))
        .singleElement()
        .asString()
        .startsWith(
            "/rules/0/values lists the "
                + sort
                + " "
                + value
                + ", which is not in the catalog; the closest names are "
                + closest);
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_PRICE_PER_HOUR,0,more than 0",
    "MAX_PRICE_PER_HOUR,1000000.01,at most 1000000 USD",
    "MAX_PRICE_PER_HOUR,0.0000001,6 decimals",
    "MAX_PRICE_PER_HOUR,,is missing",
    "MAX_CARBON,-0.1,0 to 100000",
    "MAX_CARBON,100001,0 to 100000",
    "MAX_CARBON,1E-1000000000,6 decimals",
    "ALLOWED_CLOUDS,1,must be left out"
  })
  void aLimitIsInTheRangeOfItsKind(PolicyRule.Kind kind, @Nullable String limit, String fault) {
    PolicyRule rule = limit("a", kind, limit);
    assertThat(faults(weights(PRICE, rule)))
        .filteredOn(text -> text.startsWith("/rules/0/limit"))
        .singleElement()
        .asString()
        .contains(fault);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
  void aPenaltyTakesSomethingOff(double penalty) {
    assertThat(faults(weights(PRICE, soft(limit("a", PolicyRule.Kind.MAX_CARBON, "100"), penalty))))
        .singleElement()
        .asString()
        .startsWith("/rules/0/penalty must be more than 0 and at most 100");
  }

  @ParameterizedTest
  @CsvSource({
    "ALLOWED_CLOUDS,DENIED_CLOUDS,aws",
    "DENIED_ACCOUNTS,ALLOWED_ACCOUNTS,prod",
    "ALLOWED_REGIONS,DENIED_REGIONS,us-east-1"
  })
  void nothingIsBothAllowedAndDenied(PolicyRule.Kind first, PolicyRule.Kind second, String value) {
    assertThat(faults(weights(PRICE, values("a", first, value), values("b", second, value))))
        .singleElement()
        .asString()
        .startsWith("/rules/1/values lists " + value + ", which the rule a of the kind ");
    assertThat(faults(weights(PRICE, values("a", first, value), values("b", first, value))))
        .isEmpty();
  }

  private static List<String> faults(PolicyContent content) {
    return PolicyValidator.validate("eu", content, PolicyWorld.CATALOG).stream()
        .map(error -> error.pointer() + " " + error.message())
        .toList();
  }

  private static Map<String, Double> many(int count) {
    return Arrays.stream(names(count)).collect(Collectors.toMap(name -> name, name -> 1.0));
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
  }

  private static PolicyRule[] rules(int count) {
    List<String> names = List.of(names(count));
    return names.stream()
        .map(name -> limit(name, PolicyRule.Kind.MAX_CARBON, "100"))
        .toList()
        .toArray(new PolicyRule[0]);
  }
}
