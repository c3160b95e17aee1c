package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** That this node is ready, and what it is. */
@Schema(name = "Readiness", description = "That this node is ready, and what it is.")
public record ReadinessView(
    @JsonProperty(required = true) @Schema(example = "ready") String status,
    @JsonProperty(required = true) @Schema(example = "node-1") String node,
    @JsonProperty(required = true) @Schema(example = "0.1.0") String version,
    @JsonProperty(required = true)
        @Schema(description = "What listens where.", example = "{\"http\": 8181}")
        Map<String, Integer> ports,
    @JsonProperty(required = true) @Schema(description = "Names of the checks that passed.")
        List<String> checks,
    @JsonProperty(required = true) List<AccountSummary> accounts) {

  /** An account in short. */
  @Schema(name = "AccountSummary", description = "An account in short.")
  public record AccountSummary(
      @JsonProperty(required = true) @Schema(example = "sim-aws") String name,
      @JsonProperty(required = true) @Schema(example = "simulator") String provider,
      @JsonProperty(required = true) Account.State state) {}
}
