package io.novacron.shell.internal;

import io.novacron.api.inventory.DriftAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Counts a difference no more until something else is seen. */
@Service
@Command(
    scope = "novacron",
    name = "drift-ignore",
    description = "Counts a difference no more until something else is seen",
    detailedDescription = "classpath:drift-ignore.txt")
public final class DriftIgnore extends DriftCommand {
  @Override
  DriftAction action() {
    return DriftAction.IGNORE;
  }
}
