package io.novacron.rest.internal.resource;

import io.novacron.api.error.FieldError;
import io.novacron.rest.internal.http.RejectedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where it is asked; both parts are needed, as clouds list by account and region. */
record AccountRegion(String account, String region) {
  static AccountRegion of(@Nullable String account, @Nullable String region) {
    if (account != null && !account.isBlank() && region != null && !region.isBlank()) {
      return new AccountRegion(account, region);
    }
    List<FieldError> errors = new ArrayList<>();
    if (account == null || account.isBlank()) {
      errors.add(
          new FieldError(
              "account", "must name an account; GET /api/v1/accounts lists their names"));
    }
    if (region == null || region.isBlank()) {
      errors.add(
          new FieldError(
              "region", "must name a region of the account; GET /api/v1/accounts lists them"));
    }
    throw RejectedException.parameters(errors);
  }
}
