package io.novacron.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of operations, for tools that show them; {@code etc/io.novacron.operations.cfg}. */
@ObjectClassDefinition(
    pid = OperationsConfiguration.PID,
    name = "NovaCron operations",
    description = "Limits and deadlines of operations. Changes apply at once.")
@interface OperationsConfiguration {
  /** PID of the settings. */
  String PID = "io.novacron.operations";

  @AttributeDefinition(
      name = "callTimeoutSeconds",
      description = "Seconds after which the outcome of a call counts as unknown.",
      min = "1",
      max = "300")
  int callTimeoutSeconds() default 30;

  @AttributeDefinition(
      name = "callsInFlight",
      description = "Most calls to one account at a time.",
      min = "1",
      max = "100000")
  int callsInFlight() default 12_000;

  @AttributeDefinition(
      name = "callsWaiting",
      description = "Most calls that wait in one lane of an account.",
      min = "1",
      max = "1000000")
  int callsWaiting() default 100_000;

  @AttributeDefinition(
      name = "headroomPercent",
      description = "Percent of a cloud's limit, once it is learnt, that are left to others.",
      min = "0",
      max = "90")
  int headroomPercent() default 10;

  @AttributeDefinition(
      name = "createDeadlineMinutes",
      description = "Minutes for which a create is tried again.",
      min = "1",
      max = "1440")
  int createDeadlineMinutes() default 15;

  @AttributeDefinition(
      name = "powerDeadlineMinutes",
      description = "Minutes for which a start or stop is tried again.",
      min = "1",
      max = "1440")
  int powerDeadlineMinutes() default 10;

  @AttributeDefinition(
      name = "deleteDeadlineMinutes",
      description = "Minutes for which a delete is tried again.",
      min = "1",
      max = "1440")
  int deleteDeadlineMinutes() default 30;

  @AttributeDefinition(
      name = "cleanUpDeadlineMinutes",
      description = "Minutes for which what a cancelled create has made is tried to be deleted.",
      min = "1",
      max = "1440")
  int cleanUpDeadlineMinutes() default 30;

  @AttributeDefinition(
      name = "mostPlaces",
      description = "Most places at which a create is tried when clouds have no capacity.",
      min = "1",
      max = "50")
  int mostPlaces() default 5;

  @AttributeDefinition(
      name = "refusalsKeptMinutes",
      description = "Minutes for which a place that had no capacity is kept out of decisions.",
      min = "0",
      max = "1440")
  int refusalsKeptMinutes() default 10;

  @AttributeDefinition(
      name = "liveOperations",
      description =
          "Most operations that are not done; beyond it creates, starts and stops are refused.",
      min = "1",
      max = "1000000")
  int liveOperations() default 100_000;

  @AttributeDefinition(
      name = "leaseSeconds",
      description = "Seconds for which a node may work on a shard without renewing its claim.",
      min = "15",
      max = "600")
  int leaseSeconds() default 60;
}
