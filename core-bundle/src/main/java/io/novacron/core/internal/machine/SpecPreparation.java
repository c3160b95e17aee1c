package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Confidential;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.secret.SecretBox;
import io.novacron.core.internal.secret.SecretBoxException;
import io.novacron.core.internal.template.DefaultTemplateService;
import io.novacron.core.internal.template.TemplateExpansion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what was asked for what may be recorded: with its template's fields in it, and without
 * anything secret in the clear.
 */
final class SpecPreparation {
  private final Authorization authorization;
  private final SecretBox secrets;
  private final Executor executor;

  /**
   * Makes the part that prepares specs.
   *
   * @param executor for what follows on a template that was read; its queue is bounded
   */
  SpecPreparation(Authorization authorization, SecretBox secrets, Executor executor) {
    this.authorization = authorization;
    this.secrets = secrets;
    this.executor = executor;
  }

  /**
   * Prepares a spec.
   *
   * @param operation id of the create, without which the user data cannot be decrypted
   */
  CompletionStage<Prepared> prepare(
      StateStore store, Caller caller, MachineSpec asked, String operation) {
    TemplateReference reference = asked.template();
    if (reference == null) {
      return CompletableFuture.completedFuture(seal(asked, operation));
    }
    authorization.require(
        caller,
        Permission.TEMPLATE_READ,
        Target.of(caller.tenant(), DefaultTemplateService.RESOURCE, reference.name()));
    return TemplateExpansion.expand(
            store, caller.tenant(), asked, reference, value -> guarded(() -> secrets.digest(value)))
        .thenApplyAsync(spec -> seal(spec, operation), executor);
  }

  /**
   * The spec with digests in place of whatever may be secret, so that requests can be compared.
   * Without a template it is not known which parameters are, so all of them are taken for it.
   */
  MachineSpec withoutSecrets(MachineSpec spec) {
    TemplateReference reference = spec.template();
    if (reference != null) {
      Map<String, String> digests = new HashMap<>();
      reference
          .parameters()
          .forEach((name, value) -> digests.put(name, guarded(() -> secrets.digest(value))));
      reference = new TemplateReference(reference.name(), reference.version(), digests);
    }
    return spec.userData() == null && reference == null
        ? spec
        : spec.toBuilder().userData(digested(spec.userData())).template(reference).build();
  }

  private Prepared seal(MachineSpec spec, String operation) {
    List<FieldError> errors = SpecValidator.validate(spec.userData());
    if (!errors.isEmpty()) {
      throw SpecValidator.invalid(errors);
    }
    String sealed =
        spec.userData() instanceof Confidential.Given given
            ? guarded(() -> secrets.seal(given.text(), operation))
            : null;
    Confidential shown = digested(spec.userData());
    return new Prepared(
        Objects.equals(shown, spec.userData()) ? spec : spec.toBuilder().userData(shown).build(),
        sealed);
  }

  private @Nullable Confidential digested(@Nullable Confidential userData) {
    return userData instanceof Confidential.Given given
        ? new Confidential.Digested(guarded(() -> secrets.digest(given.text().reveal())))
        : userData;
  }

  private static String guarded(Supplier<String> work) {
    try {
      return work.get();
    } catch (SecretBoxException e) {
      throw Problem.builder(
              "secrets-unavailable",
              Category.UNAVAILABLE,
              "What is secret cannot be encrypted: " + e.getMessage() + ".")
          .nextStep("Mend the key file as the message says and ask again.")
          .toException();
    }
  }

  /**
   * What may be recorded.
   *
   * @param spec the spec; its user data and secret parameters are digests
   * @param userData the user data, encrypted; absent for none
   */
  record Prepared(MachineSpec spec, @Nullable String userData) {
    Prepared {
      Objects.requireNonNull(spec, "spec");
    }
  }
}
