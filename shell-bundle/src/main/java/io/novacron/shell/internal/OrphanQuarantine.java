package io.novacron.shell.internal;

import io.novacron.api.inventory.OrphanAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Stops an orphaned machine, so that it may be deleted later. */
@Service
@Command(
    scope = "novacron",
    name = "orphan-quarantine",
    description = "Stops an orphaned machine, so that it may be deleted later",
    detailedDescription = "classpath:orphan-quarantine.txt")
public final class OrphanQuarantine extends OrphanCommand {
  @Override
  OrphanAction action() {
    return OrphanAction.QUARANTINE;
  }
}
