package io.novacron.core.internal.operation;

import io.novacron.api.provider.Instance;
import io.novacron.api.provider.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What can happen to an operation. */
public sealed interface Stimulus {
  /**
   * A call that changes something is about to be made; the record that comes of it is made durable
   * first.
   *
   * @param node node that will make it
   * @param waited how long it waited for its turn, which is not held against the operation
   */
  record Begin(String node, Duration waited) implements Stimulus {
    public Begin {
      Objects.requireNonNull(node, "node");
      Objects.requireNonNull(waited, "waited");
    }

    /** A call that did not wait. */
    public Begin(String node) {
      this(node, Duration.ZERO);
    }
  }

  /**
   * The call under way was answered.
   *
   * @param outcome the answer; machines as a list whatever the call
   * @param cloud the cloud that gave it
   */
  record Replied(Outcome<List<Instance>> outcome, Cloud cloud) implements Stimulus {
    public Replied {
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(cloud, "cloud");
    }
  }

  /** The operation was found in the journal by a node that did not work on it until now. */
  record TakenOver() implements Stimulus {}

  /**
   * Another place was sought for a create that was refused.
   *
   * @param answer what was found
   */
  record PlaceSought(NextPlace.Answer answer) implements Stimulus {
    public PlaceSought {
      Objects.requireNonNull(answer, "answer");
    }
  }

  /** No provider for the account is there. */
  record ProviderMissing() implements Stimulus {}

  /** A provider for the account is there again. */
  record ProviderBack() implements Stimulus {}

  /**
   * Somebody asked to cancel the operation; nothing else happens for it before this is durable.
   *
   * @param actor principal who asked for it
   * @param cleanUpWithin how long what was made is tried to be deleted again
   */
  record CancelRequested(String actor, Duration cleanUpWithin) implements Stimulus {
    public CancelRequested {
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(cleanUpWithin, "cleanUpWithin");
    }
  }
}
