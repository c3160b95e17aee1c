package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** Which version of a provider is to serve. */
@Schema(
    name = "SwapRequest",
    description = "Which version of a provider is to serve.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SwapRequestView(
    @JsonProperty(required = true)
        @Schema(
            description = "A version of the provider that is there.",
            minLength = 1,
            maxLength = 200,
            example = "0.1.0.SNAPSHOT")
        String version) {}
