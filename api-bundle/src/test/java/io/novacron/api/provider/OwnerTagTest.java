package io.novacron.api.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerTagTest {
  private static final OwnerTag OWNER = new OwnerTag("cp-1", "default", "vm-1", "op-1");

  @Test
  void anOwnerIsReadBackFromTheTagsThatItBecame() {
    Map<String, String> tags = new HashMap<>(OWNER.toTags());
    tags.put("app", "shop");

    assertThat(OwnerTag.fromTags(tags)).contains(OWNER);
  }

  @Test
  void tagsThatLackAPartHaveNoOwner() {
    for (String key : OWNER.toTags().keySet()) {
      Map<String, String> tags = new HashMap<>(OWNER.toTags());
      tags.remove(key);
      assertThat(OwnerTag.fromTags(tags)).as("without " + key).isEmpty();
    }
  }

  @Test
  void tagKeysAreLegalInEveryCloud() {
    // Google Cloud has the narrowest rule for labels.
    assertThat(OWNER.toTags().keySet()).allMatch(key -> key.matches("[a-z][a-z0-9_-]{0,62}"));
  }
}
