package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.InstanceRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All that a new machine is made from.
 *
 * @param token idempotency token
 * @param attempt attempt of the operation that asks for it, 1 or more
 * @param request what is asked for; of its tags and owner, {@code tags} alone counts
 * @param shape digest of the request, which another with the same token must equal
 * @param tags all tags of the machine
 * @param attributes what else its cloud keeps of it
 * @param parts what is made together with it, all or nothing
 */
public record Birth(
    String token,
    int attempt,
    InstanceRequest request,
    String shape,
    Map<String, String> tags,
    Map<String, String> attributes,
    Function<MachineFacts, List<CloudResource>> parts) {
  public Birth {
    tags = Map.copyOf(tags);
    attributes = Map.copyOf(attributes);
  }
}
