package io.novacron.api.inventory;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One difference between a machine as it is wanted and as its cloud shows it, which no operation of
 * ours has made.
 *
 * @param tenant tenant of the machine
 * @param machine id of the machine
 * @param name name of the machine
 * @param account account that it is in
 * @param region region that it is in
 * @param aspect in what it differs
 * @param expected what is wanted, in the words of a machine's record
 * @param observed what is seen, in the same words
 * @param foundAt when it was first seen so
 * @param ignoredBy principal who asked to ignore it; absent while it counts
 * @param revision rises with each change of the record, from 1
 */
public record Drift(
    String tenant,
    String machine,
    String name,
    String account,
    String region,
    DriftAspect aspect,
    String expected,
    String observed,
    Instant foundAt,
    @Nullable String ignoredBy,
    long revision) {
  public Drift {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(aspect, "aspect");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(observed, "observed");
    Objects.requireNonNull(foundAt, "foundAt");
  }

  /** Its id: a machine has one difference of each aspect at most. */
  public String id() {
    return id(machine, aspect);
  }

  /** The id of the difference of an aspect. */
  public static String id(String machine, DriftAspect aspect) {
    return machine + "." + aspect.wireName();
  }

  /** Whether it is not to be counted. */
  public boolean ignored() {
    return ignoredBy != null;
  }

  /** The same under another revision. */
  public Drift withRevision(long value) {
    return new Drift(
        tenant, machine, name, account, region, aspect, expected, observed, foundAt, ignoredBy,
        value);
  }

  /** The same, ignored by somebody. */
  public Drift ignoredBy(String principal) {
    return new Drift(
        tenant,
        machine,
        name,
        account,
        region,
        aspect,
        expected,
        observed,
        foundAt,
        Objects.requireNonNull(principal, "principal"),
        revision);
  }
}
