package io.novacron.benchmarks.bare;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Gives back the object that it was given, and does nothing else. */
@Path("/")
public final class BareResource {
  private static volatile Map<String, Object> value = Map.of();

  /** Gives it. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Object> get() {
    return value;
  }

  /** Takes it. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public void put(Map<String, Object> given) {
    value = given;
  }
}
