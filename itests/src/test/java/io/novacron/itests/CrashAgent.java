package io.novacron.itests;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.File;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * Stops a server at a point of the create path, so that it can be killed exactly there. The product
 * has no hook for it: this agent puts one into the classes that the server loads. A point is armed
 * by a file of its name; the first operation that comes there takes the file away, leaves another
 * that says what it was about to do, and goes no further.
 */
public final class CrashAgent {
  static final String BEFORE_SEND = "before-send";
  static final String AFTER_REPLY = "after-reply";
  static final String BEFORE_RECORD = "before-record";
  static final String AFTER_RECORD = "after-record";

  /** What the file is called that says that a point was reached. */
  static final String REACHED = "reached";

  /** The property with the directory of the files. */
  private static final String DIRECTORY = "novacron.points";

  private static final String OPERATIONS = "io.novacron.core.internal.operation.";

  private CrashAgent() {}

  /** Called by the JVM before main, with the directory of the files. */
  public static void premain(String directory, Instrumentation instrumentation) {
    System.setProperty(DIRECTORY, directory);
    new AgentBuilder.Default()
        .type(named(OPERATIONS + "ProviderCalls"))
        .transform(at(BEFORE_SEND, "make", "next=CREATE"))
        .type(named("io.novacron.provider.aws.internal.Exchange"))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Reply.class).on(named("complete"))))
        .type(named(OPERATIONS + "OperationWriter"))
        .transform(at(BEFORE_RECORD, "changed", "next=POLL"))
        .transform(at(AFTER_RECORD, "written", "next=POLL"))
        .installOn(instrumentation);
  }

  private static AgentBuilder.Transformer at(String point, String method, String about) {
    return (builder, type, loader, module, domain) ->
        builder.visit(
            Advice.withCustomMapping()
                .bind(PointName.class, point)
                .bind(About.class, about)
                .to(Arguments.class)
                .on(named(method)));
  }

  /** Makes the file that a JVM is started with. */
  static Path jar(Path directory) throws IOException {
    URL library = AgentBuilder.class.getProtectionDomain().getCodeSource().getLocation();
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.CLASS_PATH, library.toString());
    attributes.putValue("Premain-Class", CrashAgent.class.getName());
    Path file = directory.resolve("crash-agent.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (Class<?> each :
          new Class<?>[] {
            CrashAgent.class, Arguments.class, Reply.class, PointName.class, About.class
          }) {
        String name = each.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (var bytes = CrashAgent.class.getClassLoader().getResourceAsStream(name)) {
          jar.write(bytes.readAllBytes());
        }
      }
    }
    return file;
  }

  /** Stops where a method is entered whose arguments, in words, are about something. */
  static final class Arguments {
    @Advice.OnMethodEnter
    static void enter(
        @PointName String point, @About String about, @Advice.AllArguments Object[] arguments)
        throws Exception {
      File armed = new File(System.getProperty(DIRECTORY), point);
      if (armed.exists()) {
        String words = Arrays.toString(arguments);
        if (words.contains(about) && armed.delete()) {
          Path said = Path.of(System.getProperty(DIRECTORY), REACHED);
          Files.move(Files.writeString(Path.of(said + ".new"), words), said);
          Thread.sleep(Long.MAX_VALUE);
        }
      }
    }
  }

  /** Stops where the provider has AWS's answer to a create and has not passed it on. */
  static final class Reply {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("scope") Object scope,
        @Advice.FieldValue("context") Object context,
        @Advice.Argument(0) Object outcome)
        throws Exception {
      File armed = new File(System.getProperty(DIRECTORY), AFTER_REPLY);
      if (armed.exists()
          && outcome.toString().startsWith("Accepted[")
          && scope.toString().startsWith("CallScope[action=create")
          && armed.delete()) {
        Path said = Path.of(System.getProperty(DIRECTORY), REACHED);
        Files.move(Files.writeString(Path.of(said + ".new"), context.toString()), said);
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  /** Stands for the name of a point. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface PointName {}

  /** Stands for what the arguments must be about. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface About {}
}
