package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.provider.Completeness;
import io.novacron.api.provider.SecurityGroupPage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of security groups. */
@Schema(
    name = "SecurityGroupPage",
    description = "A page of security groups, as the cloud lists them.")
public record SecurityGroupPageView(
    @JsonProperty(required = true) List<SecurityGroupView> items,
    // Always there, so that a client can tell a last page from a field that it misspelt.
    @JsonProperty(required = true)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(types = {"string", "null"})
        @Nullable String nextPageToken,
    @Schema(
            description =
                "Why some may be missing from the page; left out when the cloud listed all.")
        @Nullable String partial) {

  public static SecurityGroupPageView of(String account, SecurityGroupPage page) {
    return new SecurityGroupPageView(
        page.securityGroups().stream().map(each -> SecurityGroupView.of(account, each)).toList(),
        page.nextPageToken(),
        page.completeness() instanceof Completeness.Partial it ? it.reason() : null);
  }
}
