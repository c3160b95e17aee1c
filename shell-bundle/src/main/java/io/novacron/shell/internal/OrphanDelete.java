package io.novacron.shell.internal;

import io.novacron.api.inventory.OrphanAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Deletes an orphan for good; a machine once its quarantine has lasted. */
@Service
@Command(
    scope = "novacron",
    name = "orphan-delete",
    description = "Deletes an orphan for good; a machine once its quarantine has lasted",
    detailedDescription = "classpath:orphan-delete.txt")
public final class OrphanDelete extends OrphanCommand {
  @Override
  OrphanAction action() {
    return OrphanAction.DELETE;
  }
}
