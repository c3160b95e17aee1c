package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.Effect;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An action of the query protocol.
 *
 * @param name name in the protocol
 * @param mutating whether it may change something
 * @param checksDryRun whether it looks at DryRun itself, after checks of its own
 * @param parameters the parameters that it has, with {@code #} for a number; anything else is
 *     refused
 * @param run does it; throws an {@link AwsError} to refuse
 */
record Ec2Action(
    String name,
    boolean mutating,
    boolean checksDryRun,
    Set<String> parameters,
    Function<Ec2Call, Effect<Consumer<Xml>>> run) {
  private static final Set<String> ALWAYS = Set.of("Action", "Version", "DryRun");

  Ec2Action {
    Set<String> all = new HashSet<>(parameters);
    all.addAll(ALWAYS);
    parameters = Set.copyOf(all);
  }

  /** An action that changes nothing. */
  static Ec2Action read(
      String name, Set<String> parameters, Function<Ec2Call, Effect<Consumer<Xml>>> run) {
    return new Ec2Action(name, false, false, parameters, run);
  }

  /** An action that may change something. */
  static Ec2Action change(
      String name, Set<String> parameters, Function<Ec2Call, Effect<Consumer<Xml>>> run) {
    return new Ec2Action(name, true, false, parameters, run);
  }

  /** The union of sets of parameters. */
  @SafeVarargs
  static Set<String> all(Set<String>... sets) {
    Set<String> all = new HashSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return all;
  }
}
