package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderError;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A provider under test, with the steps that the clauses share. */
public final class ContractSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Provider provider;
  private final Clock clock;

  /** Uses a provider that was opened with a clock. */
  public ContractSession(Provider provider, Clock clock) {
    this.provider = provider;
    this.clock = clock;
  }

  /** The provider. */
  public Provider provider() {
    return provider;
  }

  /** Its machines. */
  public Compute compute() {
    return provider.compute();
  }

  /** The clock that the provider was given. */
  public Clock clock() {
    return clock;
  }

  /** A token that was never used. */
  public static String newToken() {
    return "kit-" + UUID.randomUUID();
  }

  /** A context of the first attempt of an operation that is named like its token. */
  public CallContext context(String token) {
    return new CallContext(token, 1, token, clock.instant().plus(PATIENCE));
  }

  /** A context for a call that needs no token of its own. */
  public CallContext context() {
    return context(newToken());
  }

  /** Waits for the outcome of a call. */
  public <T> Outcome<T> outcome(CompletionStage<Outcome<T>> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return fail("the call did not end within " + PATIENCE);
    } catch (ExecutionException e) {
      return fail("a stage must end with an outcome, not fail", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  /** Waits for a call that must be done, and gives its answer. */
  public <T> T answer(CompletionStage<Outcome<T>> stage) {
    Outcome<T> outcome = outcome(stage);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).get();
  }

  /** Waits for a call that must fail, and says how it did. */
  public <T> ProviderError error(CompletionStage<Outcome<T>> stage) {
    Outcome<T> outcome = outcome(stage);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed<T>) outcome).error();
  }

  /** Waits for a call that changes a machine, polling where it was accepted, until it is done. */
  public Instance settled(String region, CompletionStage<Outcome<Instance>> stage) {
    Outcome<Instance> outcome = outcome(stage);
    while (outcome instanceof Outcome.Accepted<Instance> accepted) {
      LockSupport.parkNanos(accepted.pollAfter().toNanos());
      outcome = outcome(compute().poll(context(), region, accepted.handle()));
    }
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<Instance>) outcome).get();
  }

  /** Makes a machine and waits until it runs. */
  public Instance running(String token, InstanceRequest request) {
    Instance instance = settled(request.region(), compute().create(context(token), request));
    assertThat(instance.state()).isEqualTo(MachineState.RUNNING);
    return instance;
  }

  /** Makes machines at once, each with its token, and waits until all run. */
  public List<Instance> running(Map<String, InstanceRequest> requestsByToken) {
    List<String> tokens = List.copyOf(requestsByToken.keySet());
    List<CompletionStage<Outcome<Instance>>> calls =
        tokens.stream()
            .map(token -> compute().create(context(token), request(requestsByToken, token)))
            .toList();
    List<Instance> running = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      String region = request(requestsByToken, tokens.get(i)).region();
      Instance instance = settled(region, calls.get(i));
      assertThat(instance.state()).isEqualTo(MachineState.RUNNING);
      running.add(instance);
    }
    return running;
  }

  private static InstanceRequest request(Map<String, InstanceRequest> requests, String token) {
    return Objects.requireNonNull(requests.get(token), "request");
  }

  /** Deletes a machine and waits until it is gone. */
  public void deleted(String region, String reference) {
    Outcome<Void> outcome = outcome(compute().delete(context(), region, reference, false));
    if (outcome instanceof Outcome.Accepted<Void> accepted) {
      Instance gone = settled(region, compute().poll(context(), region, accepted.handle()));
      assertThat(gone.state()).isEqualTo(MachineState.DELETED);
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
  }

  /** What the cloud shows of a machine. */
  public Optional<Instance> described(String region, String reference) {
    return answer(compute().describe(context(), region, reference));
  }

  @Override
  public void close() {
    provider.close();
  }
}
