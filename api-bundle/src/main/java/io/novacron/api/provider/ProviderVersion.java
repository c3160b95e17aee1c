package io.novacron.api.provider;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version of a provider that is there, or a dropped bundle that was refused.
 *
 * @param type provider type; absent for a bundle that was refused before it could say
 * @param version version of its bundle; absent where the bundle has none
 * @param state what it does
 * @param wanted whether it is the version that was chosen for its type
 * @param accounts names of the accounts of the caller's tenant that it serves, sorted
 * @param bundle what it came in: the symbolic name of the bundle, or the file's name
 * @param reason why it does not serve, as a sentence; absent while it does
 */
public record ProviderVersion(
    @Nullable String type,
    @Nullable String version,
    State state,
    boolean wanted,
    List<String> accounts,
    String bundle,
    @Nullable String reason) {
  public ProviderVersion {
    Objects.requireNonNull(state, "state");
    accounts = List.copyOf(accounts);
    Objects.requireNonNull(bundle, "bundle");
  }

  /** What a version does. */
  public enum State {
    /** New work of its type goes to it. */
    SERVING,
    /** It is about to serve: its accounts are opened and checked. */
    CHECKING,
    /** Another version serves, and this one's calls under way are waited for. */
    DRAINING,
    /** Another version serves; this one can be swapped to. */
    STANDBY,
    /** It failed its health check when it was to serve; it can be swapped to again. */
    FAILED,
    /** Its bundle was not installed; the reason says what is wrong with it. */
    REFUSED
  }
}
