package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.OrphanReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what belongs to no record, with what all of it costs. */
@Schema(
    name = "OrphanReport",
    description =
        "A page of what belongs to no record, with what all that were asked for cost,"
            + " on other pages too.")
public record OrphanReportView(
    @JsonProperty(required = true) List<OrphanView> items,
    // Always there, so that a client can tell a last page from a field that it misspelt.
    @JsonProperty(required = true)
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(types = {"string", "null"})
        @Nullable String nextPageToken,
    @JsonProperty(required = true) @Schema(description = "How many there are in all.") int total,
    @JsonProperty(required = true) @Schema(description = "What those that run cost in an hour.")
        Money perHour,
    @JsonProperty(required = true) @Schema(description = "The same in 730 hours.") Money perMonth,
    @JsonProperty(required = true)
        @Schema(
            description = "How many cost something and have no price, as volumes and snapshots.")
        int unpriced,
    @JsonProperty(required = true) List<CoverageView> coverage) {

  public static OrphanReportView of(OrphanReport report) {
    return new OrphanReportView(
        report.items().stream().map(OrphanView::of).toList(),
        report.nextPageToken(),
        report.total(),
        Money.dollars(report.perHour()),
        Money.dollars(report.perMonth()),
        report.unpriced(),
        report.coverage().stream().map(CoverageView::of).toList());
  }
}
