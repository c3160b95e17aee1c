package io.novacron.security.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds the credentials of one node. It and every file in it belong to its owner
 * alone; a file appears whole or not at all, and never with wider permissions. Does blocking I/O:
 * for the start of the bundle, not for calls.
 */
public final class SecurityDirectory {
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final int LONGEST = 1 << 16;

  private final Path path;

  private SecurityDirectory(Path path) {
    this.path = path;
  }

  /**
   * Opens the directory {@code security} under the data directory, and makes it when it is not
   * there. One that others may enter is closed to them.
   */
  public static SecurityDirectory open(Path data) throws IOException {
    Path path = data.resolve("security");
    Files.createDirectories(data);
    if (Files.notExists(path)) {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
    }
    if (!Files.getPosixFilePermissions(path).equals(OWNER_DIRECTORY)) {
      Files.setPosixFilePermissions(path, OWNER_DIRECTORY);
    }
    return new SecurityDirectory(path);
  }

  /** Where a file of this directory is. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Names of the files in a subdirectory, sorted; none when it is not there. */
  public List<String> list(String subdirectory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path.resolve(subdirectory))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  /**
   * Reads a file that only its owner may read, without white space around its content.
   *
   * @return its content, or null when there is no such file
   * @throws CredentialException when others may read or write it, or it is not text
   */
  public @Nullable String read(String name) throws IOException {
    Path file = path.resolve(name);
    try {
      Set<PosixFilePermission> excess = EnumSet.copyOf(EnumSet.allOf(PosixFilePermission.class));
      excess.removeAll(PosixFilePermissions.fromString("rwx------"));
      excess.retainAll(Files.getPosixFilePermissions(file));
      if (!excess.isEmpty()) {
        throw new CredentialException(
            "file "
                + file
                + " can be used by others than its owner, so it is not trusted; run: chmod 600 "
                + file
                + " and replace its content if someone may have seen it");
      }
      if (Files.size(file) > LONGEST) {
        throw new CredentialException(
            "file " + file + " is longer than " + LONGEST + " bytes; remove it and start again");
      }
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return null;
    } catch (CharacterCodingException e) {
      throw new CredentialException("file " + file + " is not text; remove it and start again");
    }
  }

  /** Writes a file that only its owner may read, in place of one that may be there. */
  public void write(String name, String content) throws IOException {
    Path file = path.resolve(name);
    Path fresh = path.resolve("." + name + ".new");
    try {
      // A leftover of a start that was killed.
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_FILE));
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
