package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineQuery;
import io.novacron.api.machine.MachineState;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Key;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.operation.MachineRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads machines for those who may see them. */
final class MachineReader {
  private final Authorization authorization;
  private final Executor executor;

  MachineReader(Authorization authorization, Executor executor) {
    this.authorization = authorization;
    this.executor = executor;
  }

  /** One machine; fails with NOT_FOUND. */
  CompletionStage<Machine> load(StateStore store, String tenant, String id) {
    return load(store, tenant, id, executor);
  }

  private static CompletionStage<Machine> load(
      StateStore store, String tenant, String id, Executor decoding) {
    Key key;
    try {
      key = MachineRecords.key(tenant, id);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(notFound(id));
    }
    return store
        .get(key)
        .thenApplyAsync(
            found -> found.map(MachineRecords::read).orElseThrow(() -> notFound(id)), decoding);
  }

  /**
   * One machine, to be shown to a caller who may read it; DENIED comes before NOT_FOUND. It is
   * decoded by the thread that read it, as each change of threads costs more than that; nothing
   * long may follow on that thread.
   */
  CompletionStage<Machine> shown(StateStore store, Caller caller, String id) {
    return permitted(
        load(store, caller.tenant(), id, Runnable::run), caller, id, Permission.VM_READ);
  }

  /** One machine, for a caller who may do something with it; DENIED comes before NOT_FOUND. */
  CompletionStage<Machine> permitted(
      StateStore store, Caller caller, String id, Permission permission) {
    return permitted(load(store, caller.tenant(), id), caller, id, permission);
  }

  private CompletionStage<Machine> permitted(
      CompletionStage<Machine> loaded, Caller caller, String id, Permission permission) {
    return loaded
        .<CompletionStage<Machine>>handle(
            (machine, failure) -> {
              Target target =
                  machine == null
                      ? Target.all(caller.tenant(), MachinePermissions.KIND)
                      : MachinePermissions.target(machine);
              authorization.require(caller, permission, target);
              return machine == null
                  ? CompletableFuture.failedFuture(
                      failure == null ? notFound(id) : Failures.unwrapped(failure))
                  : CompletableFuture.completedFuture(machine);
            })
        .thenCompose(stage -> stage);
  }

  /** One machine, once what its former operation did to it was told of. */
  CompletionStage<Machine> settled(ControlPlane controlPlane, String tenant, String id) {
    StateStore store = controlPlane.store();
    return load(store, tenant, id)
        .thenCompose(
            machine ->
                machine.status().state().moving()
                        || !controlPlane.engine().works(machine.operation())
                    ? CompletableFuture.completedFuture(machine)
                    : controlPlane
                        .engine()
                        .left(machine.operation())
                        .thenCompose(left -> load(store, tenant, id)));
  }

  /** Lets pass only who may do something with this machine; DENIED otherwise. */
  void require(Caller caller, Machine machine, Permission permission) {
    authorization.require(caller, permission, MachinePermissions.target(machine));
  }

  /** A page of machines, without those that the caller may not read. */
  CompletionStage<Page<Machine>> list(StateStore store, Caller caller, MachineQuery query) {
    if (query.pageSize() < 1 || query.pageSize() > Query.MOST) {
      throw Problem.builder("invalid-parameter", Category.INVALID, "The page size is out of range.")
          .error("pageSize", "must be 1 to " + Query.MOST + " but is " + query.pageSize())
          .toException();
    }
    Query sorted =
        Query.of(caller.tenant(), MachineRecords.KIND)
            .withAttributes(attributes(query))
            .withOrder(query.oldestFirst() ? Query.Order.ASCENDING : Query.Order.DESCENDING)
            .withLimit(query.pageSize())
            .withPageToken(query.pageToken());
    return store
        .query(sorted)
        .thenApplyAsync(
            page -> {
              List<Machine> machines = page.items().stream().map(MachineRecords::read).toList();
              return new Page<>(
                  authorization.visible(
                      caller,
                      Permission.VM_READ,
                      MachinePermissions.KIND,
                      machines,
                      MachinePermissions::target),
                  page.nextPageToken());
            },
            executor);
  }

  private static Map<String, String> attributes(MachineQuery query) {
    Map<String, String> attributes = new HashMap<>();
    query.labels().forEach((key, value) -> attributes.put(MachineRecords.LABEL + key, value));
    MachineState state = query.state();
    if (state == null) {
      attributes.put("deleted", "false");
    } else {
      attributes.put("state", state.name());
    }
    if (query.name() != null) {
      attributes.put("name", query.name());
    }
    if (query.account() != null) {
      attributes.put("account", query.account());
    }
    if (query.region() != null) {
      attributes.put("region", query.region());
    }
    return attributes;
  }

  private static ProblemException notFound(String id) {
    String shown = id.length() > 80 ? id.substring(0, 80) + "…" : id;
    return Problem.builder(
            "machine-not-found", Category.NOT_FOUND, "There is no machine " + shown + ".")
        .nextStep("List the machines for their ids.")
        .toException();
  }
}
