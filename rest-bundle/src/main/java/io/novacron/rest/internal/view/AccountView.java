package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account at a cloud. */
@Schema(name = "Account", description = "An account at a cloud.")
public record AccountView(
    @JsonProperty(required = true) @Schema(example = "sim-aws") String name,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @Schema(description = "Cloud; left out until its provider is there.", example = "aws")
        @Nullable String cloud,
    @JsonProperty(required = true) @Schema(example = "simulator") String provider,
    @Nullable String providerVersion,
    @JsonProperty(required = true) Account.State state,
    @Schema(description = "Why it can't be used, when it can't.") @Nullable String reason,
    @JsonProperty(required = true)
        @Schema(description = "Whether it is a simulated one that exists by itself.")
        boolean embedded,
    @JsonProperty(required = true) AccountHealthView health,
    @JsonProperty(required = true)
        @Schema(description = "What its provider can do beyond the basics.")
        List<String> capabilities,
    @JsonProperty(required = true) List<String> regions) {

  public static AccountView of(Account account) {
    return new AccountView(
        account.name(),
        account.tenant(),
        account.cloud(),
        account.provider(),
        account.providerVersion(),
        account.state(),
        account.reason(),
        account.embedded(),
        AccountHealthView.of(account),
        account.capabilities().stream().sorted().toList(),
        account.regions());
  }
}
