package io.novacron.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of retention, for tools that show them; {@code etc/io.novacron.retention.cfg}. */
@ObjectClassDefinition(
    pid = RetentionConfiguration.PID,
    name = "NovaCron retention",
    description = "How long records are kept. Changes apply to the next compaction.")
@interface RetentionConfiguration {
  /** PID of the settings. */
  String PID = "io.novacron.retention";

  @AttributeDefinition(
      name = "operationsDays",
      description = "Days for which operations are kept after their end, and deleted machines.",
      min = "1",
      max = "3650")
  int operationsDays() default 30;

  @AttributeDefinition(
      name = "decisionsDays",
      description = "Days for which decisions are kept that no machine refers to.",
      min = "1",
      max = "3650")
  int decisionsDays() default 30;

  @AttributeDefinition(
      name = "eventsHours",
      description = "Hours for which events are kept.",
      min = "1",
      max = "87600")
  int eventsHours() default 168;

  @AttributeDefinition(
      name = "idempotencyKeysHours",
      description = "Hours for which idempotency keys are kept; they hold for 24.",
      min = "24",
      max = "8760")
  int idempotencyKeysHours() default 24;

  @AttributeDefinition(
      name = "auditDays",
      description = "Days for which audit records are kept.",
      min = "1",
      max = "36500")
  int auditDays() default 365;

  @AttributeDefinition(
      name = "compactionIntervalHours",
      description = "Hours after which the next compaction begins by itself.",
      min = "1",
      max = "720")
  int compactionIntervalHours() default 24;

  @AttributeDefinition(
      name = "recordsPerSecond",
      description = "Most records that a compaction looks at in a second.",
      min = "10",
      max = "100000")
  int recordsPerSecond() default 500;
}
