package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Offer;
import io.novacron.api.error.Category;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How calls fail. */
public interface FailureClauses extends ContractSubject {
  @ParameterizedTest(name = "T15 {0} has its own category, with scope")
  @EnumSource(
      value = Category.class,
      names = {"CAPACITY", "QUOTA", "THROTTLED", "DENIED"})
  @DisplayName("T15 a refusal has its own category, with scope, and makes nothing")
  default void aRefusalHasItsOwnCategory(Category category) {
    InstanceRequest request = request();
    String token = ContractSession.newToken();
    troubles()
        .refuseCreates(
            category,
            () -> {
              ProviderError error =
                  session().error(session().compute().create(session().context(token), request));
              assertThat(error.category()).isEqualTo(category);
              assertThat(error.scope()).isNotBlank();
              assertThat(error.providerCode()).isNotBlank();
              assertThat(error.message()).isNotBlank();
            });
    assertThat(session().running(token, request).state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  @DisplayName("T15 an image that does not exist is invalid, with scope")
  default void anImageThatDoesNotExistIsInvalid() {
    ProviderError error =
        session()
            .error(
                session()
                    .compute()
                    .create(session().context(), Requests.withImage(request(), "plan9-0")));
    assertThat(error.category()).isEqualTo(Category.INVALID);
    assertThat(error.scope()).isNotBlank();
    assertThat(error.message()).contains("plan9-0");
  }

  @Test
  @DisplayName("T15 an instance type that does not exist is invalid, with scope")
  default void anInstanceTypeThatDoesNotExistIsInvalid() {
    ProviderError error =
        session()
            .error(
                session()
                    .compute()
                    .create(session().context(), Requests.withType(request(), "nosuch.type")));
    assertThat(error.category()).isEqualTo(Category.INVALID);
    assertThat(error.scope()).isNotBlank();
  }

  @Test
  @DisplayName("T22 an unknown status word is UNKNOWN and is kept raw")
  default void anUnknownStatusWordIsUnknownAndKeptRaw() {
    InstanceRequest request = request();
    String reference = session().running(ContractSession.newToken(), request).reference();
    ReadClauses.awaitVisible(this, request.region(), reference);
    troubles()
        .reportState(
            "hibernating-elsewhere",
            () -> {
              Instance seen = session().described(request.region(), reference).orElseThrow();
              assertThat(seen.state()).isEqualTo(MachineState.UNKNOWN);
              assertThat(seen.rawState()).isEqualTo("hibernating-elsewhere");
            });
    assertThat(session().described(request.region(), reference).orElseThrow().state())
        .isEqualTo(MachineState.RUNNING);
  }

  @Test
  @DisplayName("T27 spot works where it is declared and sold, else it fails with the reason")
  default void spotWorksWhereItIsDeclared() {
    capability(
        Capability.SPOT_INSTANCES,
        catalog().offerWithSpot(session().provider().cloud()),
        new Market(Market.Kind.SPOT, null));
  }

  @Test
  @DisplayName("T27 GPUs work where they are declared, else they fail with the reason")
  default void gpusWorkWhereTheyAreDeclared() {
    capability(
        Capability.GPU_COMPUTE,
        catalog().offerWithGpu(session().provider().cloud()),
        Market.ON_DEMAND);
  }

  @Test
  @DisplayName("a call whose deadline has passed ends, and a create is then of unknown outcome")
  default void aCallWhoseDeadlineHasPassedEnds() {
    String token = ContractSession.newToken();
    CallContext late =
        new CallContext(token, 1, token, session().clock().instant().minusSeconds(1));
    assertThat(session().outcome(session().compute().create(late, request())))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(session().error(session().provider().regions(late)).category())
        .isIn(Category.UNAVAILABLE, Category.DEPENDENCY);
  }

  private void capability(Capability capability, Optional<Offer> offer, Market market) {
    Offer asked = offer.orElseGet(() -> catalog().anyOffer(session().provider().cloud()));
    InstanceRequest request = Requests.of(request(), asked, market);
    if (!factory().descriptor().capabilities().contains(capability)) {
      ProviderError error =
          session().error(session().compute().create(session().context(), request));
      assertThat(error.category()).isEqualTo(Category.UNSUPPORTED);
      assertThat(error.message()).isNotBlank();
    } else if (offer.isPresent()) {
      session().running(ContractSession.newToken(), request);
    } else {
      ProviderError error =
          session().error(session().compute().create(session().context(), request));
      assertThat(error.category()).isEqualTo(Category.INVALID);
      assertThat(error.message()).contains(request.instanceType());
    }
  }
}
