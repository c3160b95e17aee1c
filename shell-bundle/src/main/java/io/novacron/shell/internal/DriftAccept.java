package io.novacron.shell.internal;

import io.novacron.api.inventory.DriftAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lets the record of a machine follow its cloud. */
@Service
@Command(
    scope = "novacron",
    name = "drift-accept",
    description = "Lets the record of a machine follow its cloud",
    detailedDescription = "classpath:drift-accept.txt")
public final class DriftAccept extends DriftCommand {
  @Override
  DriftAction action() {
    return DriftAction.ACCEPT;
  }
}
