package io.novacron.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.rest.internal.TestApi.Answer;
import io.novacron.rest.internal.page.ProblemCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageRoutesTest {
  private static final Pattern LITERAL_CODE =
      Pattern.compile("Problem\\s*\\.\\s*builder\\(\\s*\"([a-z-]+)\",");
  private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final TestApi api = new TestApi();

  @BeforeEach
  void beginAnew() {
    api.reset();
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @Test
  void theTypeOfAProblemIsTheAddressOfItsPage() {
    String type = api.get("/api/v1/vms/none").at("/type");

    Answer page = api.getAsStranger(type);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text()).contains("machine-not-found", "GET /api/v1/vms", "What to do");
  }

  @Test
  void everyCodeOfTheSourcesHasAPage() throws IOException {
    Map<String, ProblemCatalog.Entry> known = ProblemCatalog.load().entries();
    TreeSet<String> unknown = new TreeSet<>();
    List<Path> bundles = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(System.getProperty("novacron.root")))) {
      modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .forEach(bundles::add);
    }
    for (Path bundle : bundles) {
      try (Stream<Path> sources = Files.walk(bundle)) {
        for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher codes = LITERAL_CODE.matcher(Files.readString(source));
          while (codes.find()) {
            if (!known.containsKey(codes.group(1))) {
              unknown.add(codes.group(1));
            }
          }
        }
      }
    }

    assertThat(bundles).hasSizeGreaterThan(5);
    assertThat(unknown).as("codes that problems.json does not explain").isEmpty();
  }

  @Test
  void theListLeadsToEachPage() throws IOException {
    String list = api.getAsStranger("/problems").text();

    assertThat(ProblemCatalog.load().entries().keySet())
        .allSatisfy(code -> assertThat(list).contains("\"/problems/" + code + "\""));
  }

  @ParameterizedTest
  @CsvSource({
    "/docs,text/html",
    "/docs/page.css,text/css",
    "/docs/page.js,text/javascript",
    "/docs/swagger-ui.css,text/css",
    "/docs/swagger-ui-bundle.js,text/javascript",
  })
  void thePageOfTheApiComesWithAllItLoads(String path, String type) {
    Answer answer = api.getAsStranger(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("script-src 'self'")
        .doesNotContain("http");
    assertThat(api.get(path, "If-None-Match", answer.header("ETag")).status()).isEqualTo(304);
  }

  @Test
  void thePageOfTheApiLoadsNothingFromElsewhere() {
    Matcher loaded = LOADED.matcher(api.getAsStranger("/docs").text());
    int count = 0;
    while (loaded.find()) {
      count++;
      assertThat(loaded.group(1)).startsWith("/docs/");
      assertThat(api.getAsStranger(loaded.group(1)).status()).as(loaded.group(1)).isEqualTo(200);
    }
    assertThat(count).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "/problems/none",
    "/docs/none",
    "/docs/..%2Fproblems.json",
    "/docs/problems.json",
    "/docs/swagger-ui.version",
  })
  void whatIsNoPageIs404(String path) {
    assertThat(api.getAsStranger(path).status()).isIn(400, 404);
  }

  @Test
  void whatIsBesideThePagesStillNeedsAToken() {
    assertThat(api.getAsStranger("/docsandmore").status()).isEqualTo(401);
    assertThat(api.getAsStranger("/openapi.json").status()).isEqualTo(401);
  }
}
