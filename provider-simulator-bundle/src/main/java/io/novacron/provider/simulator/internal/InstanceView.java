package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.Instance;
import java.time.Clock;
import java.util.List;

/** A simulated machine in the words of its cloud. */
final class InstanceView {
  private final CloudStyle style;
  private final Clock clock;

  InstanceView(CloudStyle style, Clock clock) {
    this.style = style;
    this.clock = clock;
  }

  Instance of(SimulatedMachine machine, Exchange exchange) {
    MachineFacts facts = machine.facts();
    String shown = exchange.faults().stateWord();
    String word = shown == null ? style.word(machine.phase()) : shown;
    return new Instance(
        facts.reference(),
        facts.region(),
        facts.zone(),
        facts.type(),
        style.state(word),
        word,
        List.of(facts.address()),
        facts.token(),
        facts.tags(),
        clock.instant());
  }
}
