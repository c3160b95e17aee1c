package io.novacron.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes a bundle of the bare resource, to be put into a server's deploy folder. */
final class BareBundle {
  private static final String IMPORTS =
      "org.osgi.framework,jakarta.servlet,jakarta.servlet.http,jakarta.ws.rs,jakarta.ws.rs.core,"
          + "org.glassfish.jersey,org.glassfish.jersey.jackson,org.glassfish.jersey.server,"
          + "org.glassfish.jersey.servlet";

  // Names and not classes: what they are made of is in the server only.
  private static final String ACTIVATOR = "io.novacron.benchmarks.bare.BareActivator";
  private static final String RESOURCE = "io.novacron.benchmarks.bare.BareResource";

  private BareBundle() {}

  static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "io.novacron.benchmarks.bare");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Bundle-Activator", ACTIVATOR);
    headers.putValue("Import-Package", IMPORTS);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (String name : List.of(ACTIVATOR, ACTIVATOR + "$BareServlet", RESOURCE)) {
        String path = name.replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(path));
        try (InputStream in = BareBundle.class.getClassLoader().getResourceAsStream(path)) {
          Objects.requireNonNull(in, path).transferTo(out);
        }
      }
    }
  }
}
