package io.novacron.core.internal.component;

import io.novacron.api.store.StateStore;
import io.novacron.core.internal.swap.ChoiceUpdates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Knows which provider versions were chosen, for as long as there is a state store. */
@Component(
    immediate = true,
    service = {})
public final class SwapComponent {
  private final ChoiceUpdates updates;

  @Activate
  public SwapComponent(
      @Reference ThreadsComponent threads,
      @Reference AccountsComponent accounts,
      @Reference StateStore store) {
    updates = new ChoiceUpdates(store, accounts.registry(), threads.timer(), threads.work());
    updates.start();
  }

  @Deactivate
  void close() {
    updates.close();
  }
}
