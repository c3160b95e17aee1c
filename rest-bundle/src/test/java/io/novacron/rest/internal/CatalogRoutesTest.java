package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.novacron.rest.internal.TestApi.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogRoutesTest {
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void regionsHavePlaceJurisdictionAndCarbonWhereItIsKnown() {
    Answer answer = api.get("/api/v1/catalog/regions?cloud=aws");

    assertThat(answer.json().get("items")).hasSize(3);
    assertThat(answer.at("/items/0/region")).isEqualTo("aws-region-1");
    assertThat(answer.at("/items/0/jurisdiction")).isEqualTo("EU");
    assertThat(answer.at("/items/0/carbon/gramsPerKwh")).isEqualTo("90.0");
    assertThat(answer.json().at("/items/2").has("carbon")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "types,80",
    "types?cloud=gcp,40",
    "types?architecture=arm64,40",
    "types?minVcpus=39,4",
    "types?minMemoryGib=150.5,6",
    "types?type=aws.type-7,1",
    "types?cloud=none,0",
    "prices,240",
    "prices?region=gcp-region-2,40",
    "prices?type=aws.type-7,3",
    "prices?cloud=aws&minVcpus=40&architecture=arm64,3",
  })
  void filtersAreApplied(String query, int expected) {
    String join = query.contains("?") ? "&" : "?";
    Answer answer = api.get("/api/v1/catalog/" + query + join + "pageSize=1000");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().get("items")).hasSize(expected);
  }

  @Test
  void aPriceSaysItsDateSourceAndMarks() {
    Answer answer = api.get("/api/v1/catalog/prices?type=aws.type-1&region=aws-region-1");

    assertThat(answer.at("/items/0/onDemand/amount")).isEqualTo("0.0400");
    assertThat(answer.at("/items/0/onDemand/asOf")).isEqualTo("2026-10-01");
    assertThat(answer.at("/items/0/marks/0")).isEqualTo("BURSTABLE");
    assertThat(answer.json().at("/items/0").has("spot")).isFalse();
  }

  @Test
  void pagesShowEachPriceOnceAndEndWithTheLast() {
    Set<String> seen = new HashSet<>();
    String token = "";
    do {
      Answer page =
          api.get(
              "/api/v1/catalog/prices?architecture=arm64&pageSize=50"
                  + (token.isEmpty() ? "" : "&pageToken=" + token));
      assertThat(page.json().get("items")).isNotEmpty();
      for (JsonNode item : page.json().get("items")) {
        assertThat(seen.add(item.get("region").asText() + item.get("instanceType").asText()))
            .isTrue();
      }
      token = page.json().get("nextPageToken").isNull() ? "" : page.at("/nextPageToken");
    } while (!token.isEmpty());

    assertThat(seen).hasSize(120);
  }

  @Test
  void pricesAreSortedOverAllPages() {
    List<Double> up = prices("price");
    List<Double> down = prices("-price");

    assertThat(up).hasSize(120).isSorted();
    assertThat(down).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(down).containsExactlyInAnyOrderElementsOf(up);
    assertThat(api.get("/api/v1/catalog/prices?sort=region").status()).isEqualTo(400);
  }

  private static List<Double> prices(String sort) {
    List<Double> prices = new ArrayList<>();
    String path = "/api/v1/catalog/prices?architecture=arm64&pageSize=50&sort=" + sort;
    String token = "";
    do {
      Answer page = api.get(path + (token.isEmpty() ? "" : "&pageToken=" + token));
      page.json()
          .get("items")
          .forEach(item -> prices.add(item.at("/onDemand/amount").asDouble(Double.NaN)));
      token = page.json().get("nextPageToken").isNull() ? "" : page.at("/nextPageToken");
    } while (!token.isEmpty());
    return prices;
  }

  @Test
  void aTokenOfOtherFiltersOrAnotherCatalogIs400() {
    String token = api.get("/api/v1/catalog/prices?pageSize=5").at("/nextPageToken");
    String path = "/api/v1/catalog/prices?pageSize=5&pageToken=" + token;
    assertThat(api.get(path).status()).isEqualTo(200);
    assertThat(api.get(path + "&cloud=aws").status()).isEqualTo(400);

    api.catalog.change();
    Answer stale = api.get(path);
    assertThat(stale.status()).isEqualTo(400);
    assertThat(stale.at("/errors/0/message")).contains("begin again");
  }

  @Test
  void aPageIsSentAgainOnlyWhenTheCatalogHasChanged() {
    String path = "/api/v1/catalog/types?pageSize=5";
    String tag = api.get(path).header("ETag");

    assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(api.get(path + "&cloud=aws", "If-None-Match", tag).status()).isEqualTo(200);
    api.catalog.change();
    assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void whoMayNotIsRefusedAndAudited() {
    api.services.authorizer().bind((caller, permission, target) -> false);

    assertThat(api.get("/api/v1/catalog/types").status()).isEqualTo(403);
    assertThat(api.security.records())
        .singleElement()
        .satisfies(entry -> assertThat(entry.action()).isEqualTo("catalog:read"));
  }

  @ParameterizedTest
  @CsvSource({"minVcpus=-1", "minVcpus=4.5", "minMemoryGib=NaN", "minMemoryGib=-1", "minvcpus=4"})
  void aFilterThatIsNotLegalIs400(String query) {
    assertThat(api.get("/api/v1/catalog/prices?" + query).status()).isEqualTo(400);
  }
}
