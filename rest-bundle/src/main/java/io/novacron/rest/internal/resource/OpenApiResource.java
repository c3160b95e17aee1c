package io.novacron.rest.internal.resource;

import io.novacron.rest.internal.http.Preconditions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The description of all routes. */
@Singleton
@Path("")
@Tag(name = "running it")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
  private final ApiDescription description;

  @Inject
  public OpenApiResource(ApiDescription description) {
    this.description = description;
  }

  @Operation(
      operationId = "getDescription",
      summary = "Describes all routes",
      description = "This document.",
      parameters = {@Parameter(ref = "IfNoneMatch")})
  @ApiResponse(
      responseCode = "200",
      description = "An OpenAPI 3.1 document",
      content = @Content(schema = @Schema(type = "object")))
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("openapi.json")
  public Response document(@Context ContainerRequestContext request) {
    return Preconditions.of(request).answer(description.tag(), description.json());
  }

  /** The same beside the routes that it describes, where some clients look for it. */
  @Operation(hidden = true)
  @GET
  @Path("api/v1/openapi.json")
  public Response versionedDocument(@Context ContainerRequestContext request) {
    return document(request);
  }
}
