package io.novacron.core.internal.account;

import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.Capability;
import io.novacron.api.provider.ConfigurationKey;
import io.novacron.api.provider.Provider;
import io.novacron.api.provider.ProviderDescriptor;
import io.novacron.api.provider.ProviderDescriptor.Idempotency;
import io.novacron.api.provider.ProviderEnvironment;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.testing.CrashPoints;
import io.novacron.core.internal.testing.FakeCloud;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.core.internal.testing.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A provider bundle's factory: keeps what it was asked to make, and can be made to fail. */
final class FakeFactory implements ProviderFactory {
  final FakeCloud cloud;
  final List<AccountConfiguration> made = new ArrayList<>();
  final List<Integer> closedBefore = new ArrayList<>();
  @Nullable Supplier<RuntimeException> failure;
  boolean embedded;
  boolean exclusive;
  private final String version;

  FakeFactory(String version, ManualTime time, ManualTime.Process process) {
    this.version = version;
    this.cloud = new FakeCloud(time, new CrashPoints());
    cloud.timer(process);
  }

  @Override
  public boolean exclusive() {
    return exclusive;
  }

  @Override
  public ProviderDescriptor descriptor() {
    return new ProviderDescriptor(
        "fake",
        version,
        List.of(
            ConfigurationKey.requiredWord("zone", Set.of("north", "south"), "Where."),
            ConfigurationKey.integer("limit", 7, 1, 10, "calls", "How many."),
            new ConfigurationKey(
                "retries",
                ConfigurationKey.Type.INTEGER,
                false,
                "3",
                0L,
                null,
                Set.of(),
                null,
                "How often.")),
        EnumSet.allOf(Capability.class),
        Idempotency.TOKEN,
        World.VISIBILITY_BOUND,
        embedded
            ? List.of(new AccountConfiguration("sim-1", "default", "fake", Map.of("zone", "north")))
            : List.of());
  }

  @Override
  public Provider create(AccountConfiguration account, ProviderEnvironment environment) {
    if (failure != null) {
      throw Objects.requireNonNull(failure).get();
    }
    closedBefore.add((int) cloud.calls().stream().filter("close"::equals).count());
    made.add(account);
    return cloud;
  }
}
