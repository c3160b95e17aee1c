package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Decision;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.Fleet;
import io.novacron.provider.simulator.internal.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Changes to what an account has beside instances. */
final class ResourceChange {
  private ResourceChange() {}

  /**
   * Makes or changes resources, all or nothing.
   *
   * @param make is given the fleet and says what is to be; throws an {@link AwsError} to refuse
   * @param answer the reply
   */
  static Effect<Consumer<Xml>> put(
      Ec2Estate estate,
      Function<Fleet, List<CloudResource>> make,
      Function<List<CloudResource>, Consumer<Xml>> answer) {
    Effect<List<CloudResource>> effect =
        estate
            .cloud()
            .decide(
                List.of(),
                (fleet, sequence) -> {
                  List<CloudResource> made = make.apply(fleet);
                  List<Transition> transitions = new ArrayList<>();
                  for (CloudResource resource : made) {
                    if (!resource.equals(fleet.resources().byReference(resource.reference()))) {
                      transitions.add(
                          new Transition.ResourcePut(
                              sequence + transitions.size(), estate.now(), resource));
                    }
                  }
                  return transitions.isEmpty()
                      ? new Decision.Answer<>(made)
                      : new Decision.Write<>(transitions, changed -> made);
                });
    if (effect.value().isEmpty()) {
      throw Ec2Estate.overloaded();
    }
    return effect.map(answer);
  }

  /**
   * Deletes a resource.
   *
   * @param find is given the fleet and says which; throws an {@link AwsError} to refuse
   */
  static Effect<Consumer<Xml>> drop(Ec2Estate estate, Function<Fleet, CloudResource> find) {
    Effect<Boolean> effect =
        estate
            .cloud()
            .decide(
                false,
                (fleet, sequence) ->
                    new Decision.Write<>(
                        List.of(
                            new Transition.ResourceDropped(
                                sequence, estate.now(), find.apply(fleet).reference())),
                        changed -> true));
    if (!effect.value()) {
      throw Ec2Estate.overloaded();
    }
    return effect.map(done -> xml -> xml.text("return", true));
  }
}
