package io.novacron.core.internal.batch;

import io.novacron.api.batch.BatchItem;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.security.Confidential;
import io.novacron.api.security.Secret;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.secret.SecretBoxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be secret in an item. It is kept encrypted until the item is begun.
 *
 * @param userData text that a machine is given at its first boot
 * @param parameters values for its template, any of which may be secret
 */
public record ItemSecrets(@Nullable String userData, Map<String, String> parameters) {
  private static final JsonCodec<ItemSecrets> CODEC = JsonCodec.of(ItemSecrets.class);

  public ItemSecrets {
    parameters = Map.copyOf(parameters);
  }

  /** Names nothing of what it holds. */
  @Override
  public String toString() {
    return "ItemSecrets[(secret)]";
  }

  /** Items as they may be kept, what may be secret in them encrypted. */
  public static List<ItemRequest> sealed(String batch, List<BatchItem> items, SecretBox box) {
    List<ItemRequest> sealed = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      sealed.add(sealed(PartIds.of(batch, i).operation(), items.get(i), box));
    }
    return sealed;
  }

  private static ItemRequest sealed(String purpose, BatchItem item, SecretBox box) {
    if (!(item instanceof BatchItem.Create create)) {
      return new ItemRequest(item, null);
    }
    MachineSpec spec = create.spec();
    TemplateReference template = spec.template();
    String userData =
        spec.userData() instanceof Confidential.Given given ? given.text().reveal() : null;
    Map<String, String> parameters = template == null ? Map.of() : template.parameters();
    if (userData == null && parameters.isEmpty()) {
      return new ItemRequest(item, null);
    }
    byte[] text = CODEC.encode(new ItemSecrets(userData, parameters));
    return new ItemRequest(
        new BatchItem.Create(with(spec, null, Map.of())),
        box.seal(Secret.of(new String(text, StandardCharsets.UTF_8)), purpose));
  }

  /**
   * The item as it was asked for.
   *
   * @throws io.novacron.api.error.ProblemException UNAVAILABLE while it cannot be decrypted
   */
  public static BatchItem opened(String batch, int index, ItemRequest request, SecretBox box) {
    String sealed = request.sealed();
    if (sealed == null || !(request.item() instanceof BatchItem.Create create)) {
      return request.item();
    }
    Secret text = open(box, sealed, PartIds.of(batch, index).operation());
    ItemSecrets secrets =
        CODEC.decode(CODEC.schemaVersion(), text.reveal().getBytes(StandardCharsets.UTF_8));
    return new BatchItem.Create(
        with(
            create.spec(),
            secrets.userData == null ? null : Confidential.of(secrets.userData),
            secrets.parameters));
  }

  private static Secret open(SecretBox box, String sealed, String purpose) {
    try {
      return box.open(sealed, purpose);
    } catch (SecretBoxException e) {
      throw Problem.builder(
              "secrets-unavailable",
              Category.UNAVAILABLE,
              "What is secret cannot be decrypted: " + e.getMessage() + ".")
          .nextStep("Put the key file back under which the batch was accepted.")
          .toException();
    }
  }

  private static MachineSpec with(
      MachineSpec spec, @Nullable Confidential userData, Map<String, String> parameters) {
    TemplateReference template = spec.template();
    return spec.toBuilder()
        .userData(userData)
        .template(
            template == null
                ? null
                : new TemplateReference(template.name(), template.version(), parameters))
        .build();
  }
}
