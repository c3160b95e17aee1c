package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Accepted;
import io.swagger.v3.oas.annotations.media.Schema;

/** The answer to a change. */
@Schema(
    name = "Accepted",
    description = "The change is recorded and will be done; follow the operation to its end.")
public record AcceptedView(
    @JsonProperty(required = true) MachineView machine,
    @JsonProperty(required = true) OperationView operation) {

  public static AcceptedView of(Accepted accepted) {
    return new AcceptedView(
        MachineView.of(accepted.machine()), OperationView.of(accepted.operation()));
  }
}
