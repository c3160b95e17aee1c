package io.novacron.core.internal.version;

import java.util.Objects;

/**
 * A kind of thing that has versions. Its records are of the kinds {@code NOUN} and {@code
 * NOUN-version}.
 *
 * @param noun what one of them is called, such as {@code template}
 * @param plural what several are called, as in the path of the REST interface
 * @param content class of what a version says
 * @param <C> what a version says
 */
public record VersionedKind<C>(String noun, String plural, Class<C> content) {
  public VersionedKind {
    Objects.requireNonNull(noun, "noun");
    Objects.requireNonNull(plural, "plural");
    Objects.requireNonNull(content, "content");
  }
}
