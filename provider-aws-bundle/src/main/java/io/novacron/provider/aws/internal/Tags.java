package io.novacron.provider.aws.internal;

import io.novacron.api.provider.OwnerTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The tags of what we make, beside the owner's. */
final class Tags {
  /** The idempotency token of the create, as the caller gave it. */
  static final String TOKEN_KEY = "novacron-token";

  /** Digest of the request of the create, by which a repeat is known to be one. */
  static final String REQUEST_KEY = "novacron-request";

  /** What the console shows. */
  static final String NAME_KEY = "Name";

  private static final int LONGEST_CLIENT_TOKEN = 64;
  private static final int LONGEST_VALUE = 256;

  private Tags() {}

  /** The form in which EC2 takes a token: itself, or its digest when EC2 would refuse it. */
  static String clientToken(String token) {
    boolean legal =
        token.length() <= LONGEST_CLIENT_TOKEN
            && !token.isEmpty()
            && token.chars().allMatch(c -> c > ' ' && c < 127);
    return legal ? token : digest(token);
  }

  /** The form in which a token is a tag's value. */
  static String tokenTag(String token) {
    return token.length() <= LONGEST_VALUE ? token : digest(token);
  }

  /** A digest of text. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static List<Tag> list(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(entry -> Tag.builder().key(entry.getKey()).value(entry.getValue()).build())
            .toList();
  }

  static Map<String, String> map(List<Tag> tags) {
    Map<String, String> map = new TreeMap<>();
    for (Tag tag : tags) {
      if (tag.key() != null) {
        map.put(tag.key(), tag.value() == null ? "" : tag.value());
      }
    }
    return map;
  }

  /** What is tagged with a value. */
  static Filter filter(String key, String value) {
    return Filter.builder().name("tag:" + key).values(value).build();
  }

  /**
   * What carries an owner tag. The machine, the operation and the installation tell it apart; EC2
   * takes every filter as a demand.
   */
  static List<Filter> filters(OwnerTag owner) {
    return new TreeMap<>(owner.toTags())
        .entrySet().stream().map(tag -> filter(tag.getKey(), tag.getValue())).toList();
  }
}
