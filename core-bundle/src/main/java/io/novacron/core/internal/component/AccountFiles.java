package io.novacron.core.internal.component;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files in etc/ that configure accounts. */
final class AccountFiles {
  /** Factory PID of accounts. */
  static final String PID = "io.novacron.account";

  private static final Logger LOG = LoggerFactory.getLogger(AccountFiles.class);
  private static final Pattern FILE =
      Pattern.compile("(?:.*/)?(io\\.novacron\\.account[-~](.+)\\.(?:cfg|config))");

  private final @Nullable Path etc;

  /**
   * Makes it.
   *
   * @param etc the directory; absent outside a container
   */
  AccountFiles(@Nullable String etc) {
    this.etc = etc == null ? null : Path.of(etc);
  }

  /** Whether there is at least one, told of or not. */
  boolean exist() {
    if (etc == null || !Files.isDirectory(etc)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(etc, PID + "[-~]*.{cfg,config}")) {
      return files.iterator().hasNext();
    } catch (IOException e) {
      LOG.warn("directory not read directory={} error=\"{}\"", etc, e.toString());
      return false;
    }
  }

  /**
   * The account that a configuration is about.
   *
   * @param pid PID that the container gave to it
   * @param file the file that it comes from, when it comes from one
   */
  static String name(String pid, @Nullable String file) {
    Matcher matcher = FILE.matcher(file == null ? "" : file);
    if (matcher.matches()) {
      return matcher.group(2);
    }
    int separator = pid.indexOf('~');
    return separator < 0 ? pid : pid.substring(separator + 1);
  }

  /** Where a configuration comes from, for messages. */
  static String source(String pid, @Nullable String file) {
    Matcher matcher = FILE.matcher(file == null ? "" : file);
    return matcher.matches() ? "etc/" + matcher.group(1) : pid;
  }
}
