package io.novacron.rest.internal.page;

import io.novacron.rest.internal.http.EntityTags;
import io.novacron.rest.internal.http.Preconditions;
import io.novacron.rest.internal.http.Rejections;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Pages that are the same in every installation and tell nothing of this one, so they need no
 * token; a browser could not send one. The page of the API asks for a token and reads the
 * description with it.
 */
@Singleton
@Path("")
public final class PageResource {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";

  /** Swagger UI sets styles of its elements by itself; scripts come from here alone. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final ProblemPages problems;
  private final Map<String, Page> files;

  @Inject
  public PageResource(Pages pages) {
    this.problems = pages.problems;
    this.files = pages.files;
  }

  @Operation(hidden = true)
  @GET
  @Path("problems")
  @Produces(HTML)
  public Response problems(@Context ContainerRequestContext request) {
    return html(problems.all(), request);
  }

  @Operation(hidden = true)
  @GET
  @Path("problems/{code}")
  @Produces(HTML)
  public Response problem(
      @PathParam("code") String code, @Context ContainerRequestContext request) {
    return problems
        .of(code)
        .map(page -> html(page, request))
        .orElseThrow(() -> Rejections.noRoute("/problems/" + code));
  }

  @Operation(hidden = true)
  @GET
  @Path("docs")
  @Produces({HTML, "text/css", "text/javascript"})
  public Response api(@Context ContainerRequestContext request) {
    return file("index.html", request);
  }

  @Operation(hidden = true)
  @GET
  @Path("docs/{file}")
  @Produces({HTML, "text/css", "text/javascript"})
  public Response file(@PathParam("file") String name, @Context ContainerRequestContext request) {
    Page page = files.get(name);
    if (page == null) {
      throw Rejections.noRoute("/docs/" + name);
    }
    return answer(page, request);
  }

  private static Response html(String page, ContainerRequestContext request) {
    return answer(new Page(page.getBytes(StandardCharsets.UTF_8), HTML), request);
  }

  private static Response answer(Page page, ContainerRequestContext request) {
    Response answer =
        Preconditions.of(request).answer(EntityTags.ofContent(page.content()), page.content());
    return Response.fromResponse(answer)
        .type(page.type())
        .header("Content-Security-Policy", POLICY)
        .build();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  private record Page(byte[] content, String type) {}

  /** The pages, read once. */
  public static final class Pages {
    private final ProblemPages problems;
    private final Map<String, Page> files;

    private Pages(ProblemPages problems, Map<String, Page> files) {
      this.problems = problems;
      this.files = files;
    }

    /**
     * Loads them from the bundle.
     *
     * @throws IOException when one is not there
     */
    public static Pages load() throws IOException {
      String swagger = WEBJAR + version() + "/";
      return new Pages(
          new ProblemPages(ProblemCatalog.load()),
          Map.of(
              "index.html", page("index.html", HTML),
              "page.css", page("page.css", "text/css"),
              "page.js", page("page.js", "text/javascript"),
              "swagger-ui.css", page(swagger + "swagger-ui.css", "text/css"),
              "swagger-ui-bundle.js", page(swagger + "swagger-ui-bundle.js", "text/javascript")));
    }

    private static String version() throws IOException {
      try (InputStream in = PageResource.class.getResourceAsStream("swagger-ui.version")) {
        if (in == null) {
          throw new FileNotFoundException("swagger-ui.version is not in the bundle");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    }

    private static Page page(String resource, String type) throws IOException {
      try (InputStream in = PageResource.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException(resource + " is not in the bundle");
        }
        return new Page(in.readAllBytes(), type);
      }
    }
  }
}
