package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.ProviderVersion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of a provider that is there, or a bundle that was refused. */
@Schema(
    name = "ProviderVersion",
    description = "A version of a provider that is there, or a dropped bundle that was refused.")
public record ProviderVersionView(
    @Schema(
            description = "Provider type; left out for a bundle that was refused.",
            example = "simulator")
        @Nullable String type,
    @Schema(
            description = "Version of its bundle; left out where the bundle has none.",
            example = "0.1.0.SNAPSHOT")
        @Nullable String version,
    @JsonProperty(required = true)
        @Schema(
            description =
                "SERVING: new work goes to it. CHECKING: it is about to serve. DRAINING: its calls"
                    + " under way are waited for. STANDBY: another version serves. FAILED: it"
                    + " failed its health check when it was to serve. REFUSED: its bundle was not"
                    + " installed.")
        ProviderVersion.State state,
    @JsonProperty(required = true)
        @Schema(description = "Whether it is the version that was chosen for its type.")
        boolean wanted,
    @JsonProperty(required = true) @Schema(description = "Accounts that it serves, by name.")
        List<String> accounts,
    @JsonProperty(required = true)
        @Schema(
            description = "What it came in: the name of a file.",
            example = "provider-simulator-bundle-0.1.0.jar")
        String bundle,
    @Schema(description = "Why it does not serve; left out while it does.")
        @Nullable String reason) {

  public static ProviderVersionView of(ProviderVersion version) {
    return new ProviderVersionView(
        version.type(),
        version.version(),
        version.state(),
        version.wanted(),
        version.accounts(),
        version.bundle(),
        version.reason());
  }
}
