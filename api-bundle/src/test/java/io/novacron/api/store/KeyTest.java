package io.novacron.api.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTest {
  @Test
  void lettersDigitsAndSomeSignsAreLegal() {
    assertThatCode(() -> new Key("default", "machine", "vm-01J", "a.B_9:@-"))
        .doesNotThrowAnyException();
  }

  @Test
  void anEmptyPartIsNamed() {
    assertThatThrownBy(() -> new Key("default", "", "p", "id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind must have 1 to 200");
  }

  @Test
  void aPartThatIsTooLongIsNamed() {
    assertThatThrownBy(() -> new Key("default", "machine", "p", "i".repeat(201)))
        .hasMessageContaining("id must have 1 to 200 characters but has 201");
  }

  @Test
  void anIllegalCharacterIsNamed() {
    assertThatThrownBy(() -> new Key("default", "machine", "a/b", "id"))
        .hasMessageContaining("partitionKey")
        .hasMessageContaining("U+2f");
  }
}
