package io.novacron.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What may have moved since a plan was made. */
@Schema(
    name = "Tolerance",
    description = "What may have moved since a plan was made.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ToleranceView(
    @Schema(
            description = "By how much a price may have moved, either way, in percent.",
            minimum = "0",
            maximum = "1000")
        @Nullable Double pricePercent) {}
