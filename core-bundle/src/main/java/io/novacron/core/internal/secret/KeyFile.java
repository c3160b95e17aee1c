package io.novacron.core.internal.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that holds the key of an installation: 32 random bytes as base64, for its owner alone.
 * Made when it is first needed; it appears whole or not at all.
 */
public final class KeyFile {
  private static final int KEY_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final SecureRandom random;

  /**
   * Names the file, which need not be there.
   *
   * @param random makes the key
   */
  public KeyFile(Path file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  /**
   * Reads the key, or makes it. Does blocking I/O.
   *
   * @throws SecretBoxException when it cannot be read or made, or others than its owner may read it
   */
  public synchronized byte[] load() {
    try {
      return read();
    } catch (NoSuchFileException e) {
      try {
        write();
        return read();
      } catch (IOException failed) {
        throw new SecretBoxException("the key file " + file + " cannot be made: " + failed, failed);
      }
    } catch (IOException e) {
      throw new SecretBoxException("the key file " + file + " cannot be read: " + e, e);
    }
  }

  private byte[] read() throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new SecretBoxException(
          "the key file " + file + " can be used by others than its owner; run: chmod 600 " + file,
          null);
    }
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new SecretBoxException(
        "the key file " + file + " does not hold 32 bytes as base64; put the right one back", null);
  }

  private void write() throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && Files.notExists(directory)) {
      Files.createDirectories(directory.getParent());
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer text =
          StandardCharsets.US_ASCII.encode(Base64.getEncoder().encodeToString(key) + "\n");
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
