package io.novacron.api.machine;

import io.novacron.api.catalog.Price;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a machine.
 *
 * @param observedGeneration generation of the machine that this status answers to
 * @param state its state
 * @param account account that it is in
 * @param cloud cloud that it is at
 * @param provider provider type
 * @param providerReference the cloud's id of it; absent until the cloud has told it
 * @param region region
 * @param zone zone, when known
 * @param instanceType the cloud's own type
 * @param addresses IP addresses
 * @param pricePerHour price, with its date and source
 * @param conditions further facts
 * @param observedAt when this was seen; absent before the first observation
 * @param observedFrom by which means: {@code operation}, {@code describe} or {@code list}
 */
public record MachineStatus(
    long observedGeneration,
    MachineState state,
    @Nullable String account,
    @Nullable String cloud,
    @Nullable String provider,
    @Nullable String providerReference,
    @Nullable String region,
    @Nullable String zone,
    @Nullable String instanceType,
    List<String> addresses,
    @Nullable Price pricePerHour,
    List<Condition> conditions,
    @Nullable Instant observedAt,
    @Nullable String observedFrom) {
  public MachineStatus {
    Objects.requireNonNull(state, "state");
    addresses = List.copyOf(addresses);
    conditions = List.copyOf(conditions);
  }

  /** Starts a copy, to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects the parts of a status; not thread-safe. */
  public static final class Builder {
    private long observedGeneration;
    private MachineState state;
    private @Nullable String account;
    private @Nullable String cloud;
    private @Nullable String provider;
    private @Nullable String providerReference;
    private @Nullable String region;
    private @Nullable String zone;
    private @Nullable String instanceType;
    private List<String> addresses;
    private @Nullable Price pricePerHour;
    private List<Condition> conditions;
    private @Nullable Instant observedAt;
    private @Nullable String observedFrom;

    private Builder(MachineStatus former) {
      observedGeneration = former.observedGeneration;
      state = former.state;
      account = former.account;
      cloud = former.cloud;
      provider = former.provider;
      providerReference = former.providerReference;
      region = former.region;
      zone = former.zone;
      instanceType = former.instanceType;
      addresses = former.addresses;
      pricePerHour = former.pricePerHour;
      conditions = former.conditions;
      observedAt = former.observedAt;
      observedFrom = former.observedFrom;
    }

    public Builder observedGeneration(long value) {
      observedGeneration = value;
      return this;
    }

    public Builder state(MachineState value) {
      state = value;
      return this;
    }

    public Builder account(@Nullable String value) {
      account = value;
      return this;
    }

    public Builder cloud(@Nullable String value) {
      cloud = value;
      return this;
    }

    public Builder provider(@Nullable String value) {
      provider = value;
      return this;
    }

    public Builder providerReference(@Nullable String value) {
      providerReference = value;
      return this;
    }

    public Builder region(@Nullable String value) {
      region = value;
      return this;
    }

    public Builder zone(@Nullable String value) {
      zone = value;
      return this;
    }

    public Builder instanceType(@Nullable String value) {
      instanceType = value;
      return this;
    }

    public Builder addresses(List<String> value) {
      addresses = value;
      return this;
    }

    public Builder pricePerHour(@Nullable Price value) {
      pricePerHour = value;
      return this;
    }

    public Builder conditions(List<Condition> value) {
      conditions = value;
      return this;
    }

    public Builder observedAt(@Nullable Instant value) {
      observedAt = value;
      return this;
    }

    public Builder observedFrom(@Nullable String value) {
      observedFrom = value;
      return this;
    }

    public MachineStatus build() {
      return new MachineStatus(
          observedGeneration,
          state,
          account,
          cloud,
          provider,
          providerReference,
          region,
          zone,
          instanceType,
          addresses,
          pricePerHour,
          conditions,
          observedAt,
          observedFrom);
    }
  }
}
