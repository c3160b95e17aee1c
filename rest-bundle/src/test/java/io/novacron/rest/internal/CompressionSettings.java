package io.novacron.rest.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

/** The compression of the HTTP server as the settings that are shipped have it. */
final class CompressionSettings {
  private static final String PREFIX = "org.apache.felix.jetty.gzip.";

  private CompressionSettings() {}

  static GzipHandler handler() {
    Properties shipped = new Properties();
    Path file =
        Path.of(System.getProperty("novacron.root"))
            .resolve("distribution/src/main/overlay/etc/custom.properties");
    try (Reader reader = Files.newBufferedReader(file)) {
      shipped.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!shipped.getProperty("org.apache.felix.jetty.gziphandler.enable").equals("true")) {
      throw new AssertionError("the shipped settings have no compression");
    }
    GzipHandler handler = new GzipHandler();
    handler.setMinGzipSize(Integer.parseInt(shipped.getProperty(PREFIX + "minGzipSize")));
    handler.setInflateBufferSize(
        Integer.parseInt(shipped.getProperty(PREFIX + "inflateBufferSize")));
    handler.addIncludedMethods(list(shipped, "includedMethods"));
    handler.addIncludedMimeTypes(list(shipped, "includedMimeTypes"));
    return handler;
  }

  private static String[] list(Properties shipped, String key) {
    return shipped.getProperty(PREFIX + key).strip().split("\\s*,\\s*");
  }
}
