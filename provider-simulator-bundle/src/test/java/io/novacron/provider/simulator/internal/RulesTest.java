package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.Offer;
import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private @TempDir Path directory = Path.of("");

  @Test
  void theQuotaOfARegionCountsWhatRuns() {
    try (OpenAccount account = OpenAccount.of(directory, "aws", Map.of("quotaVcpus", "8"))) {
      String first = account.create("one").reference();
      account.create("two");
      ProviderError error = error(account, account.request("three"), "three");
      assertThat(error.category()).isEqualTo(Category.QUOTA);
      assertThat(error.providerCode()).isEqualTo("VcpuLimitExceeded");
      assertThat(error.message()).contains("8 of 8");

      account.session().settled(account.region(), stop(account, first));
      account.create("three");
      assertThat(
              account
                  .session()
                  .error(
                      account.compute().start(account.session().context(), account.region(), first))
                  .category())
          .isEqualTo(Category.QUOTA);
    }
  }

  @Test
  void aZoneThatIsFullIsPassedOverUntilAllAre() {
    try (OpenAccount account = OpenAccount.of(directory, "gcp", Map.of("capacityPerZone", "1"))) {
      Set<String> zones = new HashSet<>();
      for (String token : List.of("one", "two", "three")) {
        zones.add(String.valueOf(account.create(token).zone()));
      }
      assertThat(zones).hasSize(3);
      ProviderError error = error(account, account.request("four"), "four");
      assertThat(error.category()).isEqualTo(Category.CAPACITY);
      assertThat(error.providerCode()).isEqualTo("ZONE_RESOURCE_POOL_EXHAUSTED");
      assertThat(error.scope()).contains("region europe-west3, type n2-standard-4");
    }
  }

  @Test
  void whatIsSoldOutIsAShareOfAllThatIsSold() {
    try (OpenAccount account =
        OpenAccount.of(directory, "azure", Map.of("shortagePercent", "100"))) {
      ProviderError error = error(account, account.request("token"), "token");
      assertThat(error.category()).isEqualTo(Category.CAPACITY);
      assertThat(error.providerCode()).isEqualTo("SkuNotAvailable");
    }
  }

  @Test
  void aSpotCeilingBelowThePriceIsRefusedWithThePrice() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Offer offer = account.catalog().offerWithSpot("aws").orElseThrow();
      ProviderError error = error(account, account.request("low", offer, spot("0.0761")), "low");
      assertThat(error.category()).isEqualTo(Category.CAPACITY);
      assertThat(error.providerCode()).isEqualTo("SpotMaxPriceTooLow");
      assertThat(error.message()).contains("0.0762", "0.0761");
      account.session().running("enough", account.request("enough", offer, spot("0.0762")));
    }
  }

  @Test
  void aRefusedCreateDoesNotUseUpItsToken() {
    try (OpenAccount account = OpenAccount.aws(directory)) {
      Offer offer = account.catalog().offerWithSpot("aws").orElseThrow();
      error(account, account.request("token", offer, spot("0.01")), "token");
      account.session().running("token", account.request("token", offer, Market.ON_DEMAND));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "aws, us-east-1, g4dn.xlarge, INVALID, Unsupported",
    "azure, eastus, Standard_NC4as_T4_v3, CAPACITY, SkuNotAvailable",
    "gcp, us-central1, g2-standard-4, INVALID, invalid",
    "aws, eu-moon-1, m7i.xlarge, INVALID, InvalidParameterValue"
  })
  void whatIsNotSoldIsRefusedInTheCloudsOwnWords(
      String cloud, String region, String type, Category category, String code) {
    try (OpenAccount account = OpenAccount.of(directory, cloud, Map.of())) {
      InstanceRequest like = account.request("token");
      InstanceRequest request =
          new InstanceRequest(
              like.name(),
              region,
              null,
              type,
              like.image(),
              List.of(),
              null,
              List.of(),
              Market.ON_DEMAND,
              Map.of(),
              like.owner());
      ProviderError error = error(account, request, "token");
      assertThat(error.category()).isEqualTo(category);
      assertThat(error.providerCode()).isEqualTo(code);
      assertThat(error.requestId()).isNotBlank();
    }
  }

  @Test
  void noSimulatedCloudHasSecurityGroups() {
    try (OpenAccount account = OpenAccount.of(directory, "aws", Map.of())) {
      InstanceRequest like = account.request("token");
      InstanceRequest request =
          new InstanceRequest(
              like.name(),
              like.region(),
              null,
              like.instanceType(),
              like.image(),
              List.of(),
              null,
              List.of("sg-1"),
              List.of(),
              Market.ON_DEMAND,
              Map.of(),
              like.owner(),
              null);
      ProviderError error = error(account, request, "token");
      assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
      assertThat(error.message()).contains("securityGroups");
    }
  }

  @Test
  void aNewMachineIsHiddenFromReadsAtFirstButNotFromItsToken() {
    try (OpenAccount account =
        OpenAccount.of(directory, "aws", Map.of("visibilityDelayMillis", "10000"))) {
      Instance made = account.create("token");
      assertThat(account.session().described(account.region(), made.reference())).isEmpty();
      assertThat(
              account
                  .session()
                  .answer(
                      account
                          .compute()
                          .findByToken(account.session().context(), account.region(), "token")))
          .isEmpty();
      assertThat(account.create("token").reference()).isEqualTo(made.reference());
    }
    try (OpenAccount account =
        OpenAccount.of(directory, "aws", Map.of("visibilityDelayMillis", "0"))) {
      assertThat(account.session().described(account.region(), account.create("token").reference()))
          .isPresent();
    }
  }

  @Test
  void onlyAwsShowsDeletedMachines() throws Exception {
    for (String cloud : List.of("aws", "azure", "gcp")) {
      Path own = Files.createDirectory(directory.resolve(cloud));
      try (OpenAccount account = OpenAccount.of(own, cloud, Map.of())) {
        String reference = account.create("token").reference();
        account.session().deleted(account.region(), reference);
        assertThat(account.session().described(account.region(), reference).map(Instance::state))
            .isEqualTo(cloud.equals("aws") ? Optional.of(MachineState.DELETED) : Optional.empty());
      }
    }
  }

  @Test
  void tenThousandCreatesAtOnceAllMakeTheirMachine() throws Exception {
    int count = 10_000;
    try (OpenAccount account = OpenAccount.of(directory, "aws", Map.of("latencyMillis", "20"))) {
      List<CompletionStage<Outcome<Instance>>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String token = "token-" + i;
        calls.add(
            account.compute().create(account.session().context(token), account.request(token)));
      }
      Set<String> references = new HashSet<>();
      Set<String> addresses = new HashSet<>();
      for (CompletionStage<Outcome<Instance>> call : calls) {
        Instance instance = account.session().answer(call);
        references.add(instance.reference());
        addresses.addAll(instance.addresses());
      }
      assertThat(references).hasSize(count);
      assertThat(addresses).hasSize(count);
    }
    assertThat(OpenAccount.log(directory))
        .filteredOn(fields -> "created".equals(fields.get("event")))
        .hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({
    "cloud, ibm, aws",
    "latencyMillis, -1, 0",
    "quotaVcpus, many, whole number",
    "visibilityDelayMillis, 10001, 10000"
  })
  void aWrongSettingIsNamedWithWhatIsLegal(String key, String value, String legal) {
    assertThatThrownBy(() -> OpenAccount.of(directory, "aws", Map.of(key, value)).close())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().category()).isEqualTo(Category.INVALID);
              assertThat(e.problem().errors()).hasSize(1);
              assertThat(e.problem().errors().get(0).pointer()).isEqualTo("/settings/" + key);
              assertThat(e.problem().errors().get(0).message()).contains(legal);
            });
  }

  private static ProviderError error(OpenAccount account, InstanceRequest request, String token) {
    return account
        .session()
        .error(account.compute().create(account.session().context(token), request));
  }

  private static CompletionStage<Outcome<Instance>> stop(OpenAccount account, String reference) {
    return account.compute().stop(account.session().context(), account.region(), reference, false);
  }

  private static Market spot(String ceiling) {
    return new Market(Market.Kind.SPOT, new BigDecimal(ceiling));
  }
}
