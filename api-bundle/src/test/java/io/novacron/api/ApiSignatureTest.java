package io.novacron.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the public signature of the API to the committed text, so that every change of it is seen
 * in a review. After a change that is meant, run {@code mvn -pl api-bundle test
 * -Dapi.signature.update=true} and commit the text.
 */
class ApiSignatureTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Path COMMITTED = Path.of("src/test/resources/api-signature.txt");

  @Test
  void theApiIsWhatTheCommittedSignatureSays() throws Exception {
    String actual = signature();
    if (Boolean.getBoolean("api.signature.update")) {
      Files.writeString(COMMITTED, actual);
    }

    assertThat(actual)
        .as(
            "public signature; if the change is meant, run with -Dapi.signature.update=true and commit "
                + COMMITTED)
        .isEqualTo(Files.readString(COMMITTED, StandardCharsets.UTF_8));
  }

  private static String signature() throws IOException, ClassNotFoundException {
    StringBuilder text = new StringBuilder();
    for (String name : classNames()) {
      Class<?> type = Class.forName(name);
      if (Modifier.isPublic(type.getModifiers())) {
        describe(type, text);
      }
    }
    return text.toString();
  }

  private static TreeSet<String> classNames() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void describe(Class<?> type, StringBuilder text) {
    text.append(kind(type)).append(' ').append(type.getName());
    if (type.isRecord()) {
      text.append(
          Arrays.stream(type.getRecordComponents())
              .map(ApiSignatureTest::component)
              .collect(Collectors.joining(", ", "(", ")")));
    }
    text.append('\n');
    for (Field field : sorted(type.getDeclaredFields(), Comparator.comparing(Field::getName))) {
      if (visible(field.getModifiers()) && !field.isSynthetic()) {
        text.append("  field ")
            .append(name(field.getGenericType()))
            .append(' ')
            .append(field.getName());
        text.append('\n');
      }
    }
    for (Executable constructor :
        sorted(type.getDeclaredConstructors(), Comparator.comparing(Executable::toGenericString))) {
      if (visible(constructor.getModifiers()) && !type.isRecord()) {
        text.append("  new").append(parameters(constructor)).append('\n');
      }
    }
    for (Method method :
        sorted(type.getDeclaredMethods(), Comparator.comparing(Method::toGenericString))) {
      if (visible(method.getModifiers()) && !method.isSynthetic() && !isComponent(type, method)) {
        text.append("  ")
            .append(Modifier.isStatic(method.getModifiers()) ? "static " : "")
            .append(method.isDefault() ? "default " : "")
            .append(name(method.getGenericReturnType()))
            .append(' ')
            .append(method.getName())
            .append(parameters(method))
            .append('\n');
      }
    }
  }

  private static String kind(Class<?> type) {
    String kind =
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    return type.isSealed() ? "sealed " + kind : kind;
  }

  private static String component(RecordComponent component) {
    return name(component.getGenericType()) + " " + component.getName();
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getParameters())
        .map(Parameter::getParameterizedType)
        .map(ApiSignatureTest::name)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String name(Type type) {
    return type.getTypeName().replaceAll("\\bjava\\.(lang|util|time)\\.([A-Z])", "$2");
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean isComponent(Class<?> type, Method method) {
    return type.isRecord()
        && method.getParameterCount() == 0
        && Arrays.stream(type.getRecordComponents())
            .anyMatch(component -> component.getName().equals(method.getName()));
  }

  private static <T> List<T> sorted(T[] members, Comparator<T> order) {
    return Arrays.stream(members).sorted(order).toList();
  }
}
