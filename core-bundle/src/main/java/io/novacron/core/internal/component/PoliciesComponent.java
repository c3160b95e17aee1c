package io.novacron.core.internal.component;

import io.novacron.api.store.StateStore;
import io.novacron.core.internal.policy.PolicyBookUpdates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps the policies in memory up to date for as long as there is a state store. */
@Component(
    immediate = true,
    service = {})
public final class PoliciesComponent {
  private final PolicyBookUpdates updates;

  @Activate
  public PoliciesComponent(
      @Reference ThreadsComponent threads,
      @Reference CoreComponent core,
      @Reference StateStore store) {
    updates = new PolicyBookUpdates(store, core.policies(), threads.timer(), threads.work());
    updates.start();
  }

  @Deactivate
  void close() {
    updates.close();
  }
}
