package io.novacron.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings of the inventory, for tools that show them; {@code etc/io.novacron.inventory.cfg}.
 */
@ObjectClassDefinition(
    pid = InventoryConfiguration.PID,
    name = "NovaCron inventory",
    description = "How often the clouds are listed. Changes apply to the next list.")
@interface InventoryConfiguration {
  /** PID of the settings. */
  String PID = "io.novacron.inventory";

  @AttributeDefinition(
      name = "intervalSeconds",
      description =
          "Seconds after a list of a region of an account until the next begins; 0 for no lists.",
      min = "0",
      max = "86400")
  int intervalSeconds() default 60;

  @AttributeDefinition(
      name = "emptyIntervalSeconds",
      description = "The same for a region in which no machine was seen.",
      min = "5",
      max = "86400")
  int emptyIntervalSeconds() default 600;

  @AttributeDefinition(
      name = "listDeadlineSeconds",
      description = "Seconds that one list may take with all its pages.",
      min = "5",
      max = "3600")
  int listDeadlineSeconds() default 300;

  @AttributeDefinition(
      name = "missingGraceSeconds",
      description =
          "Seconds for which a machine must be missing from complete lists before it is asked for"
              + " by its id and counts as gone; at least the visibility bound of its provider holds.",
      min = "0",
      max = "86400")
  int missingGraceSeconds() default 60;

  @AttributeDefinition(
      name = "freshnessSeconds",
      description = "Seconds that a request with maxAge may wait for a cloud.",
      min = "1",
      max = "60")
  int freshnessSeconds() default 5;

  @AttributeDefinition(
      name = "quarantineMinutes",
      description = "Minutes that an orphan stays in quarantine before it may be deleted.",
      min = "1",
      max = "525600")
  int quarantineMinutes() default 1440;
}
