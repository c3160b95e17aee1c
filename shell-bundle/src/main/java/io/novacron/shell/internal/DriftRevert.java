package io.novacron.shell.internal;

import io.novacron.api.inventory.DriftAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Brings a machine back to what is wanted. */
@Service
@Command(
    scope = "novacron",
    name = "drift-revert",
    description = "Brings a machine back to what is wanted",
    detailedDescription = "classpath:drift-revert.txt")
public final class DriftRevert extends DriftCommand {
  @Override
  DriftAction action() {
    return DriftAction.REVERT;
  }
}
