package io.novacron.core.internal.catalog;

/**
 * Corrects, marks or takes out what is known to be odd in the published data. Each rule does one
 * thing.
 */
interface CatalogRule {
  /** Name for reports, in lower case with hyphens. */
  String name();

  /**
   * Applies the rule.
   *
   * @return how many types or offers it touched
   */
  int apply(CatalogDraft draft);
}
