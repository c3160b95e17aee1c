package io.novacron.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a follower of events prints: a line {@code event ID TYPE vm/MACHINE} for each. */
final class FollowedEvents {
  /** What happens to a machine that is created. */
  static final List<String> OF_A_CREATE =
      List.of("io.novacron.vm.creating.v1", "io.novacron.vm.running.v1");

  private FollowedEvents() {}

  /** Each event of each machine came, in order, and none twice. */
  static void assertWhole(List<String> lines, String... machines) {
    List<String> events = lines.stream().filter(line -> line.startsWith("event ")).toList();
    assertThat(events).as("nothing twice").doesNotHaveDuplicates();
    for (String machine : machines) {
      assertThat(events)
          .filteredOn(line -> line.endsWith("vm/" + machine))
          .as("nothing missing, in order")
          .extracting(line -> line.split(" ")[2])
          .containsExactlyElementsOf(OF_A_CREATE);
    }
  }
}
