package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.store.Key;
import io.novacron.api.store.StateStoreException;
import io.novacron.api.store.StoredRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final Key KEY = new Key("t", "machine", "p", "id");
  private static final Instant AT = Instant.parse("2026-11-23T12:00:00.123Z");

  private final Envelope envelope =
      new Envelope(
          new StoredRecord(
              KEY, 7, 3, Map.of("state", "RUNNING", "name", "ä"), new byte[] {1, 2, 3}),
          AT);

  @Test
  void itReadsAsItWasWritten() {
    Envelope read = Envelope.decode(KEY, envelope.encode());

    assertThat(read.writtenAt()).isEqualTo(AT);
    assertThat(read.record().revision()).isEqualTo(7);
    assertThat(read.record().schemaVersion()).isEqualTo(3);
    assertThat(read.record().attributes()).isEqualTo(envelope.record().attributes());
    assertThat(read.record().value()).containsExactly(1, 2, 3);
    assertThat(Envelope.attributes("key", envelope.encode()))
        .isEqualTo(envelope.record().attributes());
  }

  @Test
  void itsBytesAreTheseForEver() {
    Envelope small =
        new Envelope(
            new StoredRecord(KEY, 1, 2, Map.of("b", "2", "a", "1"), new byte[] {9}),
            Instant.ofEpochMilli(5));

    assertThat(small.encode())
        .containsExactly(
            1, // envelope
            0, 0, 0, 0, 0, 0, 0, 1, // revision
            0, 0, 0, 2, // schema
            0, 0, 0, 0, 0, 0, 0, 5, // written at
            2, 0, 1, 'a', 0, 1, '1', 0, 1, 'b', 0, 1, '2', // attributes
            0, 0, 0, 1, 9); // value
  }

  @Test
  void oneThatIsCutShortAnywhereIsRefusedByTheNameOfItsRecord() {
    byte[] bytes = envelope.encode();
    for (int length = 1; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Envelope.decode(KEY, cut))
          .isInstanceOf(StateStoreException.class)
          .hasMessageContaining("t|machine|p|id is damaged");
    }
  }

  @Test
  void oneThatIsLongerIsRefused() {
    byte[] bytes = envelope.encode();

    assertThatThrownBy(() -> Envelope.decode(KEY, Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("should have 3 bytes but 4 follow");
  }

  @Test
  void oneOfANewerReleaseIsRefusedWithWhatToDo() {
    byte[] bytes = envelope.encode();
    bytes[0] = 2;

    assertThatThrownBy(() -> Envelope.decode(KEY, bytes))
        .hasMessageContaining("envelope version 2")
        .hasMessageContaining("start the release that wrote it");
  }
}
