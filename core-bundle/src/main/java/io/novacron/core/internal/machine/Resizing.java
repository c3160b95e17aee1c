package io.novacron.core.internal.machine;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.CatalogService;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.error.FieldError;
import io.novacron.api.machine.ActionRequest;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineAction;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.CurrentPlace;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.core.internal.identifier.IdentifierGenerator;
import io.novacron.core.internal.operation.Resize;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the instance type that a machine gets: by placement, like that of a new machine, but held
 * to the account, region and architecture that it has, since its disks stay where they are.
 */
final class Resizing {
  private final Placing placing;
  private final CatalogService catalogs;
  private final IdentifierGenerator identifiers;

  Resizing(Placing placing, CatalogService catalogs, IdentifierGenerator identifiers) {
    this.placing = placing;
    this.catalogs = catalogs;
    this.identifiers = identifiers;
  }

  /**
   * Chooses.
   *
   * @param request a resize with either a size or an instance type
   * @throws io.novacron.api.error.ProblemException INVALID with the wrong fields or because nothing
   *     fits; UNAVAILABLE when the account cannot be used now
   */
  Intent choose(Machine machine, ActionRequest request) {
    MachineStatus status = machine.status();
    String account = Objects.requireNonNull(status.account(), "account");
    String region = Objects.requireNonNull(status.region(), "region");
    String former = Objects.requireNonNull(status.instanceType(), "instanceType");
    String architecture = architecture(status, region, former).orElse(null);
    MachineSpec asked = machine.spec();
    PlacementRequest sought =
        new PlacementRequest(
            held(request.size(), architecture),
            request.instanceType(),
            asked.market(),
            new PlacementConstraints(
                account,
                region,
                null,
                null,
                asked.placement().maxPricePerHour(),
                null,
                asked.placement().policy(),
                asked.placement().group()),
            new CurrentPlace(String.valueOf(status.cloud()), region, former));
    Placing.Placed placed =
        placing.placeAgain(machine.tenant(), identifiers.next("dec"), sought, account);
    String chosen = placed.choice().instanceType();
    requireSameArchitecture(status, region, chosen, architecture);
    return new Intent(
        MachineAction.RESIZE,
        request.force(),
        asked.toBuilder().size(request.size()).instanceType(request.instanceType()).build(),
        new Resize(
            status.state(),
            former,
            chosen,
            placed.choice().pricePerHour(),
            placed.decision().id(),
            asked.size(),
            asked.instanceType()),
        placed.decision());
  }

  private static @Nullable Size held(@Nullable Size size, @Nullable String architecture) {
    if (size == null || architecture == null) {
      return size;
    }
    if (size.architecture() != null && !size.architecture().equals(architecture)) {
      throw SpecValidator.invalid(
          List.of(
              new FieldError(
                  "/size/architecture",
                  "must stay " + architecture + ", as the machine's image is for it")));
    }
    return new Size(size.vcpus(), size.memoryGib(), size.gpus(), size.gpuModel(), architecture);
  }

  private void requireSameArchitecture(
      MachineStatus status, String region, String type, @Nullable String architecture) {
    String other = architecture(status, region, type).orElse(null);
    if (architecture != null && other != null && !other.equals(architecture)) {
      throw SpecValidator.invalid(
          List.of(
              new FieldError(
                  "/instanceType",
                  "must be of architecture "
                      + architecture
                      + ", as the machine's image is, but "
                      + type
                      + " is of "
                      + other)));
    }
  }

  private Optional<String> architecture(MachineStatus status, String region, String type) {
    Catalog catalog = catalogs.current();
    return catalog.find(String.valueOf(status.cloud()), region, type).stream()
        .mapToObj(offer -> catalog.offer(offer).type())
        .map(InstanceType::architecture)
        .findFirst();
  }
}
