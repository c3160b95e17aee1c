package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Optional;

/**
 * An amount of money. Read also from a plain decimal number, as text or not, which is then in US
 * dollars.
 *
 * @param amount decimal number as text, so that no digit is lost
 * @param currency ISO 4217 code
 */
@Schema(
    description =
        "An amount of money; the amount is a decimal number as text, so that no digit is lost.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record Money(
    @JsonProperty(required = true)
        @Schema(examples = "0.1720", pattern = "^[0-9]{1,12}(\\.[0-9]{1,9})?$")
        String amount,
    @JsonProperty(required = true) @Schema(example = "USD", pattern = "^[A-Z]{3}$")
        String currency) {
  private static final String DOLLARS = "USD";

  /** An amount in US dollars. */
  public static Money dollars(BigDecimal amount) {
    return new Money(amount.toPlainString(), DOLLARS);
  }

  /** The amount; the only currency that is read is the US dollar. */
  public BigDecimal value() {
    return new BigDecimal(amount);
  }

  /** Reads a value that {@link #fault} found nothing wrong with. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Money read(JsonNode node) {
    return dollars(Decimal.read(node.isObject() ? node.get("amount") : node).number());
  }

  /** What a value must be to be read as money; empty when it is fine. */
  public static Optional<String> fault(JsonNode node) {
    if (!node.isObject()) {
      return amountFault(node);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("amount") && !name.equals("currency")) {
        return Optional.of("must have the fields amount and currency only");
      }
    }
    if (node.hasNonNull("currency") && !DOLLARS.equals(node.get("currency").textValue())) {
      return Optional.of("must be in USD, as all prices of the catalog are");
    }
    return node.hasNonNull("amount")
        ? amountFault(node.get("amount"))
        : Optional.of("must have an amount");
  }

  private static Optional<String> amountFault(JsonNode amount) {
    return Decimal.legal(amount)
        ? Optional.empty()
        : Optional.of(
            "must be an amount of at most 12 digits and 9 decimals, such as \"0.1720\" or"
                + " {\"amount\": \"0.1720\", \"currency\": \"USD\"}");
  }
}
