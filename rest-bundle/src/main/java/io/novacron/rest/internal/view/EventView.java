package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.event.Event;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Something that happened, as a CloudEvent 1.0. */
@Schema(name = "Event", description = "Something that happened, as a CloudEvent 1.0.")
public record EventView(
    @JsonProperty(required = true) @Schema(allowableValues = "1.0") String specversion,
    @JsonProperty(required = true)
        @Schema(description = "Opaque; the same happening told twice has the same id.")
        String id,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) @Schema(example = "/novacron/node-1") String source,
    @JsonProperty(required = true) @Schema(example = "io.novacron.vm.running.v1") String type,
    @JsonProperty(required = true) @Schema(example = "vm/vm-0123") String subject,
    @JsonProperty(required = true) Instant time,
    @Schema(description = "Account that the subject lives in.") @Nullable String account,
    @JsonProperty(required = true) @Schema(allowableValues = "application/json")
        String datacontenttype,
    @JsonProperty(required = true)
        @Schema(
            type = "object",
            description =
                "Further facts: the subject's `revision` and `labels`, and texts such as `state`,"
                    + " `operation`, `kind`, `target` or `error`.")
        Map<String, Object> data) {

  public static EventView of(Event event) {
    Map<String, Object> data = new TreeMap<>(event.data());
    data.put("revision", event.revision());
    data.put("labels", new TreeMap<>(event.labels()));
    return new EventView(
        "1.0",
        event.id(),
        event.tenant(),
        event.source(),
        event.type(),
        event.subject(),
        event.time(),
        event.account(),
        "application/json",
        data);
  }
}
