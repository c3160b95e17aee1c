package io.novacron.provider.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.provider.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatabilityTest {
  private @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"aws", "azure", "gcp"})
  void oneSeedGivesTheSameMachinesInWhateverOrderTheyAreAskedFor(String cloud) throws Exception {
    Map<String, List<Object>> first = run(cloud, 7, 1);
    assertThat(run(cloud, 7, 2)).isEqualTo(first);
    assertThat(run(cloud, 8, 1)).doesNotContainEntry("token-0", first.get("token-0"));
  }

  @Test
  void latenciesFollowTheirMedianAndTheSeed() {
    LatencyModel model = new LatencyModel(40, 35);
    double[] millis =
        IntStream.range(0, 10_000)
            .mapToDouble(i -> model.nanos(Draw.of(1, "latency", Integer.toString(i))) / 1e6)
            .sorted()
            .toArray();
    assertThat(millis[5_000]).isBetween(38.0, 42.0);
    assertThat(millis[250]).isBetween(15.0, 25.0);
    assertThat(millis[9_750]).isBetween(65.0, 95.0);
    assertThat(model.nanos(Draw.of(1, "a"))).isEqualTo(model.nanos(Draw.of(1, "a")));
    assertThat(new LatencyModel(0, 35).nanos(Draw.of(1, "a"))).isZero();
  }

  private Map<String, List<Object>> run(String cloud, long seed, long order) throws Exception {
    Path own = Files.createTempDirectory(directory, "run");
    List<String> tokens =
        new ArrayList<>(IntStream.range(0, 20).mapToObj(i -> "token-" + i).toList());
    Collections.shuffle(tokens, new Random(order));
    Map<String, List<Object>> made = new TreeMap<>();
    try (OpenAccount account = OpenAccount.of(own, cloud, Map.of("seed", Long.toString(seed)))) {
      for (String token : tokens) {
        Instance instance = account.create(token);
        made.put(
            token,
            List.of(instance.reference(), String.valueOf(instance.zone()), instance.addresses()));
      }
    }
    return made;
  }
}
