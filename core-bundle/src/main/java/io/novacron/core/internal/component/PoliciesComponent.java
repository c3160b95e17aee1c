package io.novacron.core.internal.component;

import io.novacron.api.policy.PolicyContent;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.policy.PolicyRecords;
import io.novacron.core.internal.version.VersionBookUpdates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the policies in memory up to date for as long as there is a state store. */
@Component(
    immediate = true,
    service = {})
public final class PoliciesComponent {
  private final VersionBookUpdates<PolicyContent> updates;

  @Activate
  public PoliciesComponent(
      @Reference ThreadsComponent threads,
      @Reference CoreComponent core,
      @Reference StateStore store) {
    updates =
        new VersionBookUpdates<>(
            PolicyRecords.KIND,
            store,
            core.policies().versions(),
            () -> {},
            threads.timer(),
            threads.work());
    updates.start();
  }

  @Deactivate
  void close() {
    updates.close();
  }
}
