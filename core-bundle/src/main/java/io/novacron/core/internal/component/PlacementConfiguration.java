package io.novacron.core.internal.component;

import io.novacron.core.internal.placement.PriceAgeLimits;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of placement, for tools that show them; {@code etc/io.novacron.placement.cfg}. */
@ObjectClassDefinition(
    pid = PlacementConfiguration.PID,
    name = "NovaCron placement",
    description = "What is left out of automatic choice. Changes apply to the next decision.")
@interface PlacementConfiguration {
  /** PID of the settings. */
  String PID = "io.novacron.placement";

  @AttributeDefinition(
      name = "spotPriceAgeDays",
      description =
          "Most days by which a spot price may be older than the newest price of the catalog to be"
              + " chosen automatically; 0 for no limit.",
      min = "0",
      max = "36500")
  int spotPriceAgeDays() default PriceAgeLimits.DEFAULT_SPOT_DAYS;

  @AttributeDefinition(
      name = "onDemandPriceAgeDays",
      description = "The same for on-demand prices.",
      min = "0",
      max = "36500")
  int onDemandPriceAgeDays() default 0;

  @AttributeDefinition(
      name = "policy",
      description =
          "Name of the policy of requests that name none: a built-in one, or one of the tenant's.")
  String policy() default "cheapest";
}
