package io.novacron.cache.ignite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the whole process lets itself be made to read: what Ignite needs, and nothing else. */
class SerialFilterTest {
  private static final String OPTION = "-Djdk.serialFilter=";
  private static final Path SERVER_OPTIONS =
      Path.of("../distribution/src/main/overlay/etc/jvm.options");

  @Test
  void theStoreIsTestedUnderTheFilterOfTheServer() throws IOException {
    List<String> filters =
        Files.readAllLines(SERVER_OPTIONS).stream()
            .filter(line -> line.startsWith(OPTION))
            .map(line -> line.substring(OPTION.length()))
            .toList();

    assertThat(filters).containsExactly(System.getProperty("jdk.serialFilter"));
  }

  @Test
  void aClassThatIgniteDoesNotNeedIsRefused() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(written)) {
      out.writeObject(new BitSet());
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(written.toByteArray()))) {
      assertThatThrownBy(in::readObject)
          .isInstanceOf(InvalidClassException.class)
          .hasMessageContaining("REJECTED");
    }
  }
}
