package io.novacron.api.machine;

import java.util.Map;
import java.util.Objects;

/**
 * A machine that was made by other means, to be taken into care.
 *
 * @param account account that it is in
 * @param region region, as the cloud names it
 * @param reference the cloud's id of it
 * @param name name that it gets; as for a machine
 * @param labels labels that it gets; as for a machine
 */
public record AdoptionRequest(
    String account, String region, String reference, String name, Map<String, String> labels) {
  public AdoptionRequest {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(name, "name");
    labels = Map.copyOf(labels);
  }
}
