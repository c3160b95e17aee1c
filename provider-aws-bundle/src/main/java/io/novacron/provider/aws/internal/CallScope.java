package io.novacron.provider.aws.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a call is about, so that a refusal can say what it is limited to.
 *
 * @param action what is asked for, as a verb
 * @param account account
 * @param region region, unless it is about the whole account
 * @param zone zone
 * @param type instance type
 * @param resource id of the machine or snapshot
 */
record CallScope(
    String action,
    String account,
    @Nullable String region,
    @Nullable String zone,
    @Nullable String type,
    @Nullable String resource) {

  /** Such as {@code account prod, region eu-west-1, zone eu-west-1a, type m7g.xlarge}. */
  String words() {
    StringBuilder words = new StringBuilder("account ").append(account);
    append(words, "region", region);
    append(words, "zone", zone);
    append(words, "type", type);
    return words.toString();
  }

  private static void append(StringBuilder words, String kind, @Nullable String value) {
    if (value != null) {
      words.append(", ").append(kind).append(' ').append(value);
    }
  }
}
