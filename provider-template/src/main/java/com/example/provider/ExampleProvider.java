package com.example.provider;

import com.example.provider.cloud.CloudClient;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.Compute;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One account. */
final class ExampleProvider implements Provider {
  private final ExampleSettings settings;
  private final CloudClient client;
  private final Calls calls;
  private final ExampleCompute compute;

  ExampleProvider(
      String account,
      ExampleSettings settings,
      ProviderEnvironment environment,
      CloudClient client) {
    this.settings = settings;
    this.client = client;
    this.calls = new Calls(account, environment.scheduler(), environment.clock());
    this.compute =
        new ExampleCompute(
            client,
            calls,
            settings,
            new Offers(environment.catalog(), settings.region()),
            environment.clock());
  }

  @Override
  public String cloud() {
    return Offers.CLOUD;
  }

  @Override
  public CompletionStage<Outcome<List<String>>> regions(CallContext context) {
    return calls.read(context, "account", () -> new Outcome.Done<>(List.of(settings.region())));
  }

  @Override
  public CompletionStage<Outcome<Void>> checkHealth(CallContext context) {
    return calls.read(
        context,
        "account",
        () -> {
          client.check();
          return new Outcome.Done<>(null);
        });
  }

  @Override
  public Compute compute() {
    return compute;
  }

  @Override
  public CompletionStage<Void> quiesce(Duration limit) {
    return calls.quiesce(limit);
  }

  @Override
  public void close() {
    calls.close();
    client.close();
  }
}
