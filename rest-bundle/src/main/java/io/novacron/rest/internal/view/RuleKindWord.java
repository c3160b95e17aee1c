package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.policy.PolicyRule;

/** What rules of policies are about, in words. */
public enum RuleKindWord {
  @JsonProperty("allowed-clouds")
  ALLOWED_CLOUDS,
  @JsonProperty("denied-clouds")
  DENIED_CLOUDS,
  @JsonProperty("allowed-accounts")
  ALLOWED_ACCOUNTS,
  @JsonProperty("denied-accounts")
  DENIED_ACCOUNTS,
  @JsonProperty("allowed-regions")
  ALLOWED_REGIONS,
  @JsonProperty("denied-regions")
  DENIED_REGIONS,
  @JsonProperty("allowed-jurisdictions")
  ALLOWED_JURISDICTIONS,
  @JsonProperty("max-price-per-hour")
  MAX_PRICE_PER_HOUR,
  @JsonProperty("max-carbon")
  MAX_CARBON;

  static RuleKindWord of(PolicyRule.Kind kind) {
    return switch (kind) {
      case ALLOWED_CLOUDS -> ALLOWED_CLOUDS;
      case DENIED_CLOUDS -> DENIED_CLOUDS;
      case ALLOWED_ACCOUNTS -> ALLOWED_ACCOUNTS;
      case DENIED_ACCOUNTS -> DENIED_ACCOUNTS;
      case ALLOWED_REGIONS -> ALLOWED_REGIONS;
      case DENIED_REGIONS -> DENIED_REGIONS;
      case ALLOWED_JURISDICTIONS -> ALLOWED_JURISDICTIONS;
      case MAX_PRICE_PER_HOUR -> MAX_PRICE_PER_HOUR;
      case MAX_CARBON -> MAX_CARBON;
    };
  }

  PolicyRule.Kind toKind() {
    return switch (this) {
      case ALLOWED_CLOUDS -> PolicyRule.Kind.ALLOWED_CLOUDS;
      case DENIED_CLOUDS -> PolicyRule.Kind.DENIED_CLOUDS;
      case ALLOWED_ACCOUNTS -> PolicyRule.Kind.ALLOWED_ACCOUNTS;
      case DENIED_ACCOUNTS -> PolicyRule.Kind.DENIED_ACCOUNTS;
      case ALLOWED_REGIONS -> PolicyRule.Kind.ALLOWED_REGIONS;
      case DENIED_REGIONS -> PolicyRule.Kind.DENIED_REGIONS;
      case ALLOWED_JURISDICTIONS -> PolicyRule.Kind.ALLOWED_JURISDICTIONS;
      case MAX_PRICE_PER_HOUR -> PolicyRule.Kind.MAX_PRICE_PER_HOUR;
      case MAX_CARBON -> PolicyRule.Kind.MAX_CARBON;
    };
  }
}
