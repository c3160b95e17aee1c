package io.novacron.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings of the disk watermark, for tools that show them; {@code
 * etc/io.novacron.storage.cfg}.
 */
@ObjectClassDefinition(
    pid = StorageConfiguration.PID,
    name = "NovaCron storage",
    description = "How much disk space must be free. Changes apply at once.")
@interface StorageConfiguration {
  /** PID of the settings. */
  String PID = "io.novacron.storage";

  @AttributeDefinition(
      name = "warnFreePercent",
      description = "Percent of the disk that is free below which it warns.",
      min = "1",
      max = "90")
  int warnFreePercent() default 5;

  @AttributeDefinition(
      name = "warnFreeMib",
      description = "MiB that are free below which it warns; at most a quarter of the disk counts.",
      min = "1",
      max = "1048576")
  int warnFreeMib() default 512;

  @AttributeDefinition(
      name = "refuseFreePercent",
      description = "Percent of the disk that is free below which creates are refused.",
      min = "0",
      max = "80")
  int refuseFreePercent() default 2;

  @AttributeDefinition(
      name = "refuseFreeMib",
      description =
          "MiB that are free below which creates are refused; at most a quarter of the disk"
              + " counts.",
      min = "0",
      max = "1048576")
  int refuseFreeMib() default 128;

  @AttributeDefinition(
      name = "measureSeconds",
      description = "Seconds between two measurements.",
      min = "1",
      max = "300")
  int measureSeconds() default 5;
}
