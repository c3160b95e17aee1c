package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.novacron.api.machine.Market;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Quota;
import io.novacron.api.provider.Quotas;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits on what an account may have, where a provider can read them. */
public interface QuotaClauses extends ContractSubject {
  @Test
  @DisplayName("T27 the facet quotas is there exactly when the descriptor declares it")
  default void quotasAreThereExactlyWhenTheyAreDeclared() {
    assertThat(session().provider().quotas().isPresent())
        .isEqualTo(factory().descriptor().capabilities().contains(Capability.QUOTAS));
  }

  @Test
  @DisplayName(
      "quotas are of the account's regions, and a machine takes from the one that covers it")
  default void aMachineTakesFromTheQuotaThatCoversIt() {
    assumeTrue(session().provider().quotas().isPresent(), "it has no quotas that can be read");
    Quotas quotas = session().provider().quotas().orElseThrow();
    List<Quota> before = session().answer(quotas.list(session().context()));
    List<String> regions = session().answer(session().provider().regions(session().context()));
    assertThat(before).isNotEmpty();
    assertThat(before).allSatisfy(quota -> assertThat(regions).contains(quota.region()));

    Instance machine = session().running(ContractSession.newToken(), request());
    ReadClauses.awaitVisible(this, machine.region(), machine.reference());
    List<Quota> after = session().answer(quotas.list(session().context()));
    assertThat(used(after, machine)).isGreaterThan(used(before, machine));
  }

  private static long used(List<Quota> quotas, Instance machine) {
    return quotas.stream()
        .filter(quota -> quota.region().equals(machine.region()))
        .filter(quota -> quota.covers(machine.instanceType(), Market.Kind.ON_DEMAND))
        .mapToLong(Quota::used)
        .sum();
  }
}
