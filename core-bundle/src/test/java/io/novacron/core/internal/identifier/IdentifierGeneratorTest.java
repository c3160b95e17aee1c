package io.novacron.core.internal.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.store.Key;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdentifierGeneratorTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void idsOfOneMillisecondRiseAndDoNotRepeat() {
    IdentifierGenerator generator = generatorAt(NOW);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(generator.next("vm"));
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsRiseWithTimeOverGenerators() {
    assertThat(generatorAt(NOW).next("vm")).isLessThan(generatorAt(NOW.plusMillis(1)).next("vm"));
  }

  @Test
  void idsRiseWhenTheClockIsSetBack() {
    Instant[] now = {NOW};
    IdentifierGenerator generator =
        new IdentifierGenerator(
            new Clock() {
              @Override
              public Instant instant() {
                return now[0];
              }

              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }
            },
            new SplittableRandom(7));
    String before = generator.next("op");
    now[0] = NOW.minusSeconds(3600);
    assertThat(generator.next("op")).isGreaterThan(before);
  }

  @Test
  void anIdHasItsPrefixAndTwentySixDigitsThatAKeyMayHold() {
    String id = generatorAt(NOW).next("vm");
    assertThat(id).matches("vm-[0-9a-hjkmnp-tv-z]{26}");
    assertThat(new Key("default", "machine", id, id).id()).isEqualTo(id);
  }

  private static IdentifierGenerator generatorAt(Instant instant) {
    return new IdentifierGenerator(
        Clock.fixed(instant, ZoneOffset.UTC), new SplittableRandom(instant.toEpochMilli()));
  }
}
