package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.security.AuditLog;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Authorizer;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Credential;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows an admin and a viewer by their tokens, and keeps the audit records in memory. */
final class FakeSecurity implements Authenticator, Authorizer, AuditLog {
  static final String ADMIN_TOKEN = "token-of-admin";
  static final String VIEWER_TOKEN = "token-of-viewer";
  static final String ONE_TOO_MANY = "token-of-a-client-that-has-to-wait";
  private static final Map<String, String> ROLES =
      Map.of(ADMIN_TOKEN, "admin", VIEWER_TOKEN, "viewer");

  private final List<AuditRecord> records = new CopyOnWriteArrayList<>();

  @Override
  public Caller authenticate(
      Credential credential, String channel, String address, String requestId) {
    if (credential instanceof Credential.BearerToken shown
        && shown.token().reveal().equals(ONE_TOO_MANY)) {
      throw Problem.builder("too-many-attempts", Category.THROTTLED, "too many bad credentials")
          .retryAfter(Duration.ofMillis(7_100))
          .toException();
    }
    String role =
        credential instanceof Credential.BearerToken bearer
            ? ROLES.get(bearer.token().reveal())
            : null;
    if (role == null) {
      throw Problem.builder("unauthenticated", Category.UNAUTHENTICATED, "no valid credential")
          .toException();
    }
    return new Caller(role, "default", Set.of(role), channel, address, requestId);
  }

  @Override
  public boolean permits(Caller caller, Permission permission, Target target) {
    return caller.roles().contains("admin") || permission.action().equals("read");
  }

  @Override
  public CompletionStage<Void> append(AuditRecord entry) {
    records.add(entry);
    return CompletableFuture.completedFuture(null);
  }

  List<AuditRecord> records() {
    return List.copyOf(records);
  }
}
