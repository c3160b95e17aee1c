package io.novacron.api.catalog;

/** Gives the current catalog. Never blocks; safe for use by many threads. */
public interface CatalogService {
  /** The catalog in force now. Keep it for the length of one decision, not longer. */
  Catalog current();
}
