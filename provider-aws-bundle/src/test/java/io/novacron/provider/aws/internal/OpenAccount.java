package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.machine.Market;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.CallContext;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.OwnerTag;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderError;
import io.novacron.api.security.Secret;
import io.novacron.provider.tck.SmallCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An AWS account that is open for a test. */
final class OpenAccount implements AutoCloseable {
  static final String REGION = "eu-central-1";
  static final String USER_DATA = "#!/bin/sh\necho canary-77aa-user-data";
  static final OwnerTag OWNER = new OwnerTag("plane", "default", "machine-1", "operation-1");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final Provider provider;

  OpenAccount(Map<String, String> settings) {
    provider =
        new AwsFactory("0.0.0")
            .create(
                new AccountConfiguration("prod", "default", "aws", settings),
                new ProviderEnvironment(
                    Clock.systemUTC(), scheduler, new SmallCatalog(), Path.of("target")));
  }

  static OpenAccount at(String endpoint) {
    Map<String, String> settings = Credentials.settings(endpoint);
    settings.put("regions", REGION);
    return new OpenAccount(settings);
  }

  Provider provider() {
    return provider;
  }

  static CallContext context() {
    return context("token-1", PATIENCE);
  }

  static CallContext context(String token, Duration patience) {
    return new CallContext("operation-1", 1, token, Clock.systemUTC().instant().plus(patience));
  }

  static InstanceRequest request() {
    return new InstanceRequest(
        "web",
        REGION,
        REGION + "a",
        "m7i.xlarge",
        "ami-0123456789abcdef0",
        List.of(),
        null,
        List.of(),
        List.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample me@here"),
        Market.ON_DEMAND,
        Map.of("purpose", "test"),
        OWNER,
        Secret.of(USER_DATA));
  }

  static <T> Outcome<T> outcome(CompletionStage<Outcome<T>> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a stage ends with an outcome", e);
    }
  }

  static <T> ProviderError error(CompletionStage<Outcome<T>> stage) {
    Outcome<T> outcome = outcome(stage);
    if (outcome instanceof Outcome.Failed<T> failed) {
      return failed.error();
    }
    throw new AssertionError("must fail but is " + outcome);
  }

  static <T> T answer(CompletionStage<Outcome<T>> stage) {
    Outcome<T> outcome = outcome(stage);
    if (outcome instanceof Outcome.Done<T> done) {
      return done.get();
    }
    throw new AssertionError("must be done but is " + outcome);
  }

  /** What a list gives. */
  ProviderError listError() {
    return error(provider.compute().list(context(), REGION, null));
  }

  Category listCategory() {
    return listError().category();
  }

  @Override
  public void close() {
    provider.close();
    scheduler.shutdownNow();
  }
}
