package io.novacron.rest.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.EntityTag;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityTagsTest {

  private static final EntityTag SEVEN = EntityTags.ofRevision(7);

  @Test
  void anAbsentHeaderAsksForNothing() {
    assertThat(EntityTags.of("If-Match", null)).isNull();
  }

  @Test
  void anAsteriskMatchesWhateverIsThere() {
    EntityTags tags = tags(" * ");

    assertThat(tags.stronglyMatch(SEVEN)).isTrue();
    assertThat(tags.weaklyMatch(SEVEN)).isTrue();
  }

  @Test
  void aTagOfTheListMatches() {
    EntityTags tags = tags("\"6\" , W/\"x,y\",\"7\"");

    assertThat(tags.tags()).hasSize(3);
    assertThat(tags.stronglyMatch(SEVEN)).isTrue();
    assertThat(tags.weaklyMatch(new EntityTag("x,y"))).isTrue();
    assertThat(tags.weaklyMatch(EntityTags.ofRevision(8))).isFalse();
  }

  @Test
  void aWeakTagMatchesWeaklyOnly() {
    assertThat(tags("W/\"7\"").weaklyMatch(SEVEN)).isTrue();
    assertThat(tags("W/\"7\"").stronglyMatch(SEVEN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "\"7", "\"7\" \"8\"", "\"7\",x", "w/\"7\"", "**", ","})
  void whatIsNoListOfTagsIsRefused(String header) {
    assertThatThrownBy(() -> EntityTags.of("If-Match", header))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("If-Match");
  }

  @Test
  void tagsOfContentDifferWithTheContent() {
    assertThat(EntityTags.ofText("a")).isEqualTo(EntityTags.ofText("a"));
    assertThat(EntityTags.ofText("a")).isNotEqualTo(EntityTags.ofText("b"));
  }

  private static EntityTags tags(String header) {
    return Objects.requireNonNull(EntityTags.of("If-Match", header));
  }
}
