package io.novacron.rest.internal.resource;

/** What the documentation says of dry runs of which no plan is kept. */
final class DryRun {
  static final String PARAMETER =
      "Make all the checks and show what there would be, and record nothing. Takes no idempotency"
          + " key.";
  static final String PREVIEW = "With `dryRun`, what it would do";
  static final String CREATED = "With `dryRun`, the version that there would be";
  static final String DELETED = "With `dryRun`, the latest version as it would be then";

  private DryRun() {}
}
