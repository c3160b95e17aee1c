package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.request.LongWork;
import io.swagger.v3.oas.annotations.media.Schema;

/** What long work would do. */
@Schema(name = "Preview", description = "What would come of a request that begins an operation.")
public record PreviewView(
    @JsonProperty(required = true) @Schema(description = "Always true: nothing was done.")
        boolean dryRun,
    @JsonProperty(required = true) @Schema(description = "What it would do, as a sentence.")
        String effect) {

  public static PreviewView of(LongWork work) {
    return new PreviewView(true, work.effect());
  }
}
