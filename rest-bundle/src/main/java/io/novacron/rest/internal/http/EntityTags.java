package io.novacron.rest.internal.http;

import jakarta.ws.rs.core.EntityTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entity tags of an {@code If-Match} or {@code If-None-Match} header.
 *
 * @param any whether it is the asterisk, which matches whatever is there
 * @param tags the tags listed
 */
public record EntityTags(boolean any, List<EntityTag> tags) {
  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]*)\"\\s*(,|$)");
  private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,17}");
  private static final int DIGEST_BYTES = 16;

  public EntityTags {
    tags = List.copyOf(tags);
  }

  /**
   * Reads a header.
   *
   * @return absent when there is no such header
   * @throws RejectedException when it is not a list of entity tags
   */
  static @Nullable EntityTags of(String header, @Nullable String value) {
    if (value == null) {
      return null;
    }
    if (value.strip().equals("*")) {
      return new EntityTags(true, List.of());
    }
    List<EntityTag> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(value);
    int end = 0;
    while (end < value.length() && matcher.find(end) && matcher.start() == end) {
      tags.add(new EntityTag(matcher.group(2), matcher.group(1) != null));
      end = matcher.end();
    }
    if (end < value.length() || tags.isEmpty()) {
      throw RejectedException.parameter(
          header, "must be * or entity tags in double quotes, such as \"7\"");
    }
    return new EntityTags(false, tags);
  }

  /** Whether a tag is among these when weakness does not matter, as for {@code If-None-Match}. */
  boolean weaklyMatch(EntityTag tag) {
    return any || tags.stream().anyMatch(t -> t.getValue().equals(tag.getValue()));
  }

  /** Whether a tag is among these byte for byte, as for {@code If-Match}. */
  boolean stronglyMatch(EntityTag tag) {
    return any || (!tag.isWeak() && tags.stream().anyMatch(t -> !t.isWeak() && t.equals(tag)));
  }

  /**
   * The revisions that these tags are of; those that are weak or of something else are left out.
   */
  public List<Long> revisions() {
    return tags.stream()
        .filter(tag -> !tag.isWeak() && REVISION.matcher(tag.getValue()).matches())
        .map(tag -> Long.valueOf(tag.getValue()))
        .toList();
  }

  /**
   * The revision that a service is to insist on; absent for any. Of several the first counts, and
   * tags that are of none give 0, which nothing has.
   */
  public @Nullable Long revision() {
    List<Long> revisions = revisions();
    if (any) {
      return null;
    }
    return revisions.isEmpty() ? Long.valueOf(0) : revisions.get(0);
  }

  /** The tag of a record of this revision. */
  public static EntityTag ofRevision(long revision) {
    return new EntityTag(Long.toString(revision));
  }

  /** The tag of a content that has no revision. */
  public static EntityTag ofContent(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new EntityTag(HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The tag of something that this text names completely. */
  public static EntityTag ofText(String text) {
    return ofContent(text.getBytes(StandardCharsets.UTF_8));
  }
}
