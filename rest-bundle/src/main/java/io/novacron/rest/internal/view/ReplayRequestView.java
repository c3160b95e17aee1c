package io.novacron.rest.internal.view;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.placement.ReplayPrice;
import io.novacron.api.placement.ReplayRequest;
import io.novacron.api.policy.PolicyContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which decisions are made again, and what is supposed. */
@Schema(
    name = "ReplayRequest",
    description =
        "Which decisions are made again, and what is supposed. With nothing supposed they come out as they were.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ReplayRequestView(
    @Schema(description = "Ids of up to 1,000 decisions; the latest ones when left out.")
        @Nullable List<String> decisions,
    @Schema(
            description = "How many of the latest decisions, when no ids are given.",
            minimum = "1",
            maximum = "1000",
            defaultValue = "100")
        @Nullable Integer latest,
    @Schema(description = "Name of a policy to be supposed.", example = "same-work")
        @Nullable String policy,
    @Schema(description = "Version of that policy; its latest when left out.")
        @Nullable Integer policyVersion,
    @Schema(description = "A policy to be supposed that need not be kept.")
        @Nullable PolicyVersionRequestView content,
    @Schema(description = "The catalog; as decided when left out.")
        @Nullable ReplayBasisWord catalog,
    @Schema(description = "Lines of a price history that count in place of the catalog's prices.")
        @Nullable List<ReplayPriceView> prices,
    @Schema(
            description = "The day whose prices count; that of each decision when left out.",
            format = "date",
            example = "2026-10-01")
        @Nullable String pricesOn) {
  private static final int LATEST = 100;
  private static final int MOST_ERRORS = 50;

  /** The same for the service, with defaults filled in. */
  public ReplayRequest toRequest() {
    List<FieldError> errors = new ArrayList<>();
    List<ReplayPrice> lines = new ArrayList<>();
    for (int i = 0; prices != null && i < prices.size(); i++) {
      lines.add(prices.get(i).toPrice("/prices/" + i, errors));
    }
    LocalDate day = pricesOn == null ? null : Days.read("/pricesOn", pricesOn, errors);
    if (!errors.isEmpty()) {
      throw Problem.builder(
              "invalid-replay", Category.INVALID, "Some fields of the replay are wrong.")
          .errors(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)))
          .nextStep("Correct the fields named and ask again.")
          .toException();
    }
    PolicyContent supposed = content == null ? null : content.toContent();
    return new ReplayRequest(
        decisions == null ? List.of() : decisions,
        latest == null ? LATEST : latest,
        policy,
        policyVersion,
        supposed,
        catalog == null ? ReplayRequest.Basis.AS_DECIDED : catalog.toBasis(),
        lines,
        day);
  }
}
