package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.placement.Decision;
import io.novacron.api.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionRecordsTest {
  /** As the first version wrote it. */
  private static final String FIRST =
      """
      {"id": "dec-1", "tenant": "default",
       "request": {"instanceType": "m5.large", "market": {"kind": "ON_DEMAND"}, "constraints": {}},
       "funnel": [], "factors": [], "counterfactuals": [], "policy": "cheapest", "seed": 7,
       "inputsDigest": "ab", "inputs": {"catalog": "cd"}, "decidedAt": "2026-11-25T12:00:00Z"}
      """;

  @Test
  void aDecisionOfTheFirstVersionIsReadAsOneByTheOnePolicyThereWas() {
    Decision decision =
        DecisionRecords.decode(
            new StoredRecord(
                DecisionRecords.key("default", "vm-1", "dec-1"),
                1,
                1,
                Map.of(),
                FIRST.getBytes(StandardCharsets.UTF_8)));
    assertThat(decision.policy()).isEqualTo("cheapest");
    assertThat(decision.policyVersion()).isEqualTo(1);
    assertThat(decision.runnerUpFactors()).isEmpty();
    assertThat(decision.request().constraints().policy()).isNull();
    assertThat(decision.decidedAt()).isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
  }
}
