package io.novacron.shell.internal;

import io.novacron.api.inventory.OrphanAction;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Ends the quarantine of an orphan. */
@Service
@Command(
    scope = "novacron",
    name = "orphan-release",
    description = "Ends the quarantine of an orphan",
    detailedDescription = "classpath:orphan-release.txt")
public final class OrphanRelease extends OrphanCommand {
  @Override
  OrphanAction action() {
    return OrphanAction.RELEASE;
  }
}
