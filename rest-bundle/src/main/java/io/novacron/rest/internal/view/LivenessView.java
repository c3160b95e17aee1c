package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** That this node lives. */
@Schema(name = "Liveness", description = "That the process lives and answers.")
public record LivenessView(
    @JsonProperty(required = true) @Schema(example = "live") String status) {}
