package io.novacron.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.Offer;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.Overcommit;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.store.contract.FakeBundleContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolFileTest {
  private static final Path SAMPLE =
      Path.of("../distribution/src/main/overlay/etc/pool-sample.json");

  @TempDir Path etc;

  @Test
  void theSampleThatIsShippedIsRead() {
    StatedPool pool = PoolFile.read(SAMPLE);
    assertThat(pool.definition().hosts())
        .hasSize(10)
        .contains(
            Host.withoutGpus("rack-a-host-1", "rack-a", 32_000, 256L << 30),
            new Host("rack-c-gpu-2", "rack-c", 64_000, 512L << 30, 4, "L4"));
    assertThat(pool.definition().overcommit()).isEqualTo(new Overcommit(2, 1));
    assertThat(pool.definition().strategy()).isEqualTo(PackingStrategy.FRAGMENTATION);
    assertThat(pool.definition().domains()).containsExactly("rack-a", "rack-b", "rack-c");
    assertThat(pool.definition().groupLabel()).isEqualTo("group");
  }

  @Test
  void thePoolIsOfferedBesideTheCloudsAndCountsForTheDigest() throws IOException {
    Catalog alone = new CatalogComponent().current();
    Files.copy(SAMPLE, etc.resolve("pool.json"));
    Catalog both = new CatalogComponent(component("pool.json")).current();
    assertThat(both.size()).isEqualTo(alone.size() + 7);
    assertThat(both.digest()).isNotEqualTo(alone.digest());
    Offer offer =
        both.offer(both.find("onpremise", "cellar-frankfurt", "vm-4-16-half-l4").orElseThrow());
    assertThat(offer.onDemand().amount()).isEqualByComparingTo("0.255");
    assertThat(offer.onDemand().source()).startsWith("example:");
    assertThat(offer.onDemand().asOf()).isEqualTo("2026-11-30");
    assertThat(offer.spot()).isNull();
    assertThat(offer.type().gpus()).isEqualTo(0.5);
    assertThat(both.sources())
        .anySatisfy(source -> assertThat(source.licence()).isEqualTo("the operator's own"));
    // What the clouds sell is untouched.
    assertThat(both.find("aws", "us-east-1", "m7i.xlarge")).isPresent();
  }

  @Test
  void withoutTheSettingOrWithAWrongFileThereIsNoPool() throws IOException {
    assertThat(component("off").empty()).isEmpty();
    assertThat(component("").stated()).isEmpty();
    assertThat(component("missing.json").empty()).isEmpty();
    Files.writeString(etc.resolve("wrong.json"), "{}");
    assertThat(component("wrong.json").stated()).isEmpty();
    Files.copy(SAMPLE, etc.resolve("right.json"));
    assertThat(component("right.json").empty()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"name\": \"cellar\"; \"name\": \"Cellar 1\"; /name must be 1 to 63",
        "\"cpu\": 2; \"cpu\": 17; /overcommit/cpu must be a number from 0.1 to 16",
        "\"memory\": 1; \"memory\": 0; /overcommit/memory must be a number from 0.1 to 2",
        "\"fragmentation\"; \"random\"; /strategy must be spread, best-fit or fragmentation",
        "\"2026-11-30\"; \"30.11.2026\"; /prices/asOf must be a day such as",
        "\"rack-b-host\"; \"rack-a-host\"; /hosts/1/name makes a second host rack-a-host-1",
        "\"count\": 4; \"count\": 0; /hosts/0/count must be a whole number from 1",
        "\"count\": 4; \"number\": 4; /hosts/0/number is not known",
        "\"gpus\": 0.5; \"gpus\": 1.5; /types/4/gpus must be thousandths of one GPU",
        "\"vm-4-16\"; \"vm-2-8\"; /types/1/name makes a second type vm-2-8",
        "\"0.040\"; \"cheap\"; /types/0/pricePerHour must be a price",
        "\"vcpus\": 32, \"memoryGib\": 128, \"gpus\": 4; \"vcpus\": 32, \"memoryGib\": 128, \"gpus\": 8; no host is large enough for vm-32-128-l4-4",
        "\"latitude\": 50.11; \"latitude\": 150.11; /region/latitude must be a number from -90",
        "\"country\": \"DE\"; \"country\": \"Germany\"; /region/country must be an ISO 3166 code",
      })
  void whatIsWrongIsSaidWithItsPlace(String right, String wrong, String said) throws IOException {
    String text = Files.readString(SAMPLE);
    assertThat(text).contains(right);
    assertThatThrownBy(() -> PoolFile.parse(text.replaceFirst(Pattern.quote(right), wrong)))
        .isInstanceOf(PoolFileException.class)
        .hasMessageContaining(said);
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() -> PoolFile.parse("{\"name\": \"cellar\", \"hosts\": []}"))
        .hasMessageContaining("/region must be given")
        .hasMessageContaining("/prices must be given")
        .hasMessageContaining("/hosts must be a list")
        .hasMessageContaining("/types must be a list");
    assertThatThrownBy(() -> PoolFile.parse("{\n  \"name\": \n}"))
        .isInstanceOf(PoolFileException.class)
        .hasMessageContaining("it is no JSON at line 3");
    assertThatThrownBy(() -> PoolFile.parse("[]"))
        .isInstanceOf(PoolFileException.class)
        .hasMessageContaining("the file must be an object");
  }

  private PoolComponent component(String setting) {
    return new PoolComponent(
        new FakeBundleContext(Map.of("novacron.pool", setting, "karaf.etc", etc.toString()))
            .context());
  }
}
