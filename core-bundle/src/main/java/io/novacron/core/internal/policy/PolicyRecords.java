package io.novacron.core.internal.policy;

import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.core.internal.version.VersionProblems;
import io.novacron.core.internal.version.VersionReader;
import io.novacron.core.internal.version.Versioned;
import io.novacron.core.internal.version.VersionedKind;

/** Policies as things with versions. */
public final class PolicyRecords {
  /** What they are as things with versions. */
  public static final VersionedKind<PolicyContent> KIND =
      new VersionedKind<>("policy", "policies", PolicyContent.class);

  static final VersionReader<PolicyContent> READER = new VersionReader<>(KIND);
  static final VersionProblems PROBLEMS = new VersionProblems(KIND);

  private PolicyRecords() {}

  static Policy policy(Versioned<PolicyContent> kept) {
    return new Policy(
        kept.name(),
        kept.tenant(),
        kept.version(),
        kept.latest(),
        kept.deleted(),
        false,
        kept.content(),
        kept.createdAt(),
        kept.createdBy(),
        kept.revision());
  }
}
