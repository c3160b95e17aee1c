package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Account;
import io.novacron.api.provider.AccountService;
import io.novacron.api.provider.Throttle;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Credential;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The component that follows services, with a control plane behind it that admits only the admin.
 */
final class FakeServices {
  final ControlPlane plane = new ControlPlane();
  final FakeBatches batches = new FakeBatches(plane);
  final FakeFacets facets = new FakeFacets(plane);
  final FakePlans plans = new FakePlans();
  final FakeTemplates templates = new FakeTemplates();
  final FakePolicies policies = new FakePolicies();
  final FakeBudgets budgets = new FakeBudgets();
  final FakeInventory inventory = new FakeInventory();
  final FakeNetworks networks = new FakeNetworks();
  final List<Account> accounts = new ArrayList<>();
  final List<Throttle> throttles = new ArrayList<>();
  final ServicesComponent component = new ServicesComponent();

  FakeServices() {
    accounts.add(
        new Account(
            "sim-aws",
            "default",
            "aws",
            "simulator",
            "0.1.0",
            Account.State.READY,
            null,
            true,
            new Account.Health(0.995, 41.6, 2, null, Instant.parse("2026-11-23T10:00:00Z")),
            Set.of("spot_instances", "gpu_compute", "a", "b", "c"),
            List.of("eu-central-1", "eu-west-1")));
    accounts.add(
        new Account(
            "old",
            "default",
            null,
            "azure",
            null,
            Account.State.WAITING_FOR_PROVIDER,
            "no bundle of the type azure is there",
            false,
            new Account.Health(null, null, 0, null, null),
            Set.of(),
            List.of()));
    component.bindMachines(plane.machineService);
    component.bindOperations(plane.operationService);
    component.bindPlacements(plane.placementService);
    component.bindTemplates(templates);
    component.bindPolicies(policies);
    component.bindBudgets(budgets);
    component.bindInventory(inventory);
    component.bindDrifts(inventory.new Drifts());
    component.bindOrphans(inventory.new Orphans());
    component.bindNetworks(networks);
    component.bindBatches(batches);
    component.bindSnapshots(facets);
    component.bindAdoptions(facets);
    component.bindPlans(plans);
    component.bindMachineMetrics(facets);
    component.bindAccounts(accountService());
    component.bindAuthenticator(FakeServices::authenticate);
    component.bindCatalog(SmallCatalog::new);
  }

  void addMisconfigured(String name, String reason) {
    accounts.add(
        new Account(
            name,
            "default",
            null,
            "aws",
            null,
            Account.State.MISCONFIGURED,
            reason,
            false,
            new Account.Health(null, null, 0, null, null),
            Set.of(),
            List.of()));
  }

  /** As if the bundle with the machines was stopped. */
  void stopMachines() {
    component.unbindMachines(plane.machineService);
  }

  private AccountService accountService() {
    return new AccountService() {
      @Override
      public List<Account> list(Caller caller) {
        return List.copyOf(accounts);
      }

      @Override
      public Account get(Caller caller, String name) {
        throw new UnsupportedOperationException("no command gets one account");
      }

      @Override
      public List<Throttle> throttles(Caller caller, @Nullable String account) {
        return throttles.stream()
            .filter(each -> account == null || each.account().equals(account))
            .toList();
      }
    };
  }

  private static Caller authenticate(
      Credential credential, String channel, String address, String requestId) {
    if (credential instanceof Credential.ProvenPrincipal proven && proven.name().equals("admin")) {
      return new Caller("admin", "default", Set.of("admin"), channel, address, requestId);
    }
    throw Problem.builder(
            "unauthenticated", Category.UNAUTHENTICATED, "no valid credential was shown")
        .toException();
  }
}
