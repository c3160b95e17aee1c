package io.novacron.api.placement;

import java.util.List;
import java.util.Set;

/**
 * Fills factors that machines are placed by. A service that may come and go at any time: the next
 * decision has its factors, or names them as missing.
 *
 * <p>Implementations are safe for use by many threads, answer from local memory within a
 * millisecond (a new catalog may take longer, once), and never block.
 */
public interface FactorSource {
  /** Unique name, such as {@code published-figures}. */
  String name();

  /**
   * What it fills; the same as long as it is there. Where two sources fill a factor, the one whose
   * name comes first counts.
   */
  List<FactorDefinition> factors();

  /**
   * The values for a decision.
   *
   * @param scope what is decided on; factors of {@link FactorDefinition.Validity#CATALOG} may only
   *     depend on its catalog
   * @param factors names of the factors that are asked for; some of its own
   * @return at most one column for each; a factor without one is missing for all candidates
   */
  List<FactorValues> values(FactorScope scope, Set<String> factors);
}
