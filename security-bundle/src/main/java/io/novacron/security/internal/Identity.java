package io.novacron.security.internal;

import io.novacron.api.security.Secret;
import java.util.Objects;

/**
 * Someone who can prove who they are by a token.
 *
 * @param principal name, such as {@code admin}
 * @param role what they may do
 * @param token the bearer token that proves it
 */
public record Identity(String principal, Role role, Secret token) {
  /** The tenant of all identities that are kept in files. */
  public static final String TENANT = "default";

  /** The principal of the first credentials. */
  public static final String ADMIN = "admin";

  public Identity {
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(token, "token");
  }
}
