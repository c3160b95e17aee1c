package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.security.Authenticator;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Credential;
import java.security.AccessController;
import java.util.Iterator;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sits at the shell. The container has proven a name by the SSH key; what it may do
 * is for the authenticator to say. A session without a proven name is refused, be it a console on
 * the very machine: the way in is the key.
 */
final class ShellCallers {
  private ShellCallers() {}

  /** The caller behind the current thread. */
  static Caller current(Services services) {
    Subject subject = subject();
    UserPrincipal user = subject == null ? null : first(subject.getPrincipals(UserPrincipal.class));
    if (subject == null || user == null) {
      throw Problem.builder(
              "unauthenticated",
              Category.UNAUTHENTICATED,
              "this session has no user, so nothing can be done in it")
          .nextStep("Use bin/novacron shell, which logs in with the key of the first start.")
          .toException();
    }
    ClientPrincipal client = first(subject.getPrincipals(ClientPrincipal.class));
    return services
        .require(Authenticator.class)
        .authenticate(
            new Credential.ProvenPrincipal(user.getName()),
            "shell",
            client == null ? "local" : address(client),
            services.nextRequestId());
  }

  // The subject is bound to the thread by the container, and cannot be replaced by a variable of
  // the
  // session as the copy there can. The container's JDK has no other way to ask for it.
  @SuppressWarnings("removal")
  private static @Nullable Subject subject() {
    return Subject.getSubject(AccessController.getContext());
  }

  private static String address(ClientPrincipal client) {
    // As the socket prints it: /127.0.0.1:40312
    String address = client.getAddress();
    int port = address.lastIndexOf(':');
    return address.substring(address.startsWith("/") ? 1 : 0, port < 0 ? address.length() : port);
  }

  private static <T> @Nullable T first(Set<T> principals) {
    Iterator<T> all = principals.iterator();
    return all.hasNext() ? all.next() : null;
  }
}
