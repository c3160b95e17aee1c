package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An instance type in a region, with its prices. */
@Schema(name = "Offer", description = "An instance type in a region, with its prices per hour.")
public record OfferView(
    @JsonProperty(required = true) @Schema(example = "aws") String cloud,
    @JsonProperty(required = true) @Schema(example = "eu-central-1") String region,
    @JsonProperty(required = true) @Schema(example = "m7g.xlarge") String instanceType,
    @JsonProperty(required = true) @Schema(example = "4") int vcpus,
    @JsonProperty(required = true) @Schema(example = "16.0") double memoryGib,
    @JsonProperty(required = true) @Schema(example = "arm64") String architecture,
    @JsonProperty(required = true) @Schema(description = "Price without commitment, Linux.")
        PriceView onDemand,
    @Schema(description = "Price of interruptible capacity; left out where none is known.")
        @Nullable PriceView spot,
    @JsonProperty(required = true)
        @Schema(description = "What is special or doubtful about the offer or its type.")
        List<Mark> marks) {

  public static OfferView of(Offer offer) {
    InstanceType type = offer.type();
    return new OfferView(
        type.cloud(),
        offer.region().id(),
        type.name(),
        type.vcpus(),
        type.memoryGib(),
        type.architecture(),
        PriceView.ofKnown(offer.onDemand()),
        PriceView.of(offer.spot()),
        Stream.concat(offer.marks().stream(), type.marks().stream()).distinct().sorted().toList());
  }
}
