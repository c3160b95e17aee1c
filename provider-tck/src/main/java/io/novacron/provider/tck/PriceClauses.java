package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Offer;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is offered has a price. */
public interface PriceClauses extends ContractSubject {
  @Test
  @DisplayName(
      "T31 every type that can be had has a price with its date, and spot has one or says that it has none")
  default void everyTypeThatCanBeHadHasAPrice() {
    String cloud = session().provider().cloud();
    List<String> regions = session().answer(session().provider().regions(session().context()));
    Catalog offers = catalog().current();
    boolean hasGpus =
        factory().descriptor().capabilities().contains(Capability.GPU_COMPUTE)
            && !session().provider().absences().containsKey(Capability.GPU_COMPUTE);
    List<Offer> had =
        IntStream.range(0, offers.size())
            .mapToObj(offers::offer)
            .filter(offer -> offer.type().cloud().equals(cloud))
            .filter(offer -> regions.contains(offer.region().id()))
            .filter(offer -> offer.type().gpus() == 0 || hasGpus)
            .toList();
    assertThat(had)
        .isNotEmpty()
        .allSatisfy(
            offer -> {
              InstanceRequest request = Requests.of(request(), offer, Market.ON_DEMAND);
              Instance made = session().running(ContractSession.newToken(), request);
              int number = offers.find(cloud, made.region(), made.instanceType()).orElseThrow();
              assertThat(offers.onDemandMicros(number)).isPositive();
              assertThat(offers.offer(number).onDemand().source()).isNotBlank();
              long spot = offers.spotMicros(number);
              assertThat(spot == -1 || spot > 0).isTrue();
              assertThat(offers.offer(number).spot() == null).isEqualTo(spot == -1);
            });
  }
}
