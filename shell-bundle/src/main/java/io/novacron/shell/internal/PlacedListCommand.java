package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.inventory.NetworkService;
import io.novacron.api.provider.Completeness;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/**
 * Lists what the cloud of an account has in a region, which is asked each time.
 *
 * @param <T> what is listed
 */
abstract class PlacedListCommand<T> extends ControlPlaneCommand {
  @Option(name = "--account", description = "The account whose cloud is asked")
  @Completion(AccountCompleter.class)
  @Nullable String account;

  @Option(name = "--region", description = "The region that is asked for")
  @Completion(RegionCompleter.class)
  @Nullable String region;

  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Pages pages = Pages.of(limit, values, out);
    String inAccount = given("--account", account, "account-list shows their names", values);
    String inRegion = given("--region", region, "account-list --output json shows them", values);
    values.check();
    NetworkService networks = services.require(NetworkService.class);
    AtomicReference<@Nullable String> partial = new AtomicReference<>();
    Page<T> found =
        pages.read(
            (size, token) ->
                list(networks, caller, inAccount, inRegion, size, token)
                    .thenApply(
                        page -> {
                          if (page.completeness instanceof Completeness.Partial it) {
                            partial.set(it.reason());
                          }
                          return page.page;
                        }));
    out.list(
        table(found.items()),
        () -> NetworkText.page(found, partial.get(), inAccount, (name, each) -> shape(name, each)),
        none(inAccount, inRegion));
    pages.noteMore(found, out);
    String reason = partial.get();
    if (reason != null) {
      out.note("Some may be missing: " + reason);
    }
    return true;
  }

  private static String given(String option, @Nullable String value, String hint, Values values) {
    if (value == null || value.isBlank()) {
      values.wrong(option, "is missing; " + hint);
      return "";
    }
    return value;
  }

  /** A page of the list. */
  abstract CompletionStage<Part<T>> list(
      NetworkService networks,
      Caller caller,
      String account,
      String region,
      int size,
      @Nullable String token);

  abstract Table table(List<T> items);

  abstract ObjectNode shape(String account, T item);

  /** What to say when there is none. */
  abstract String none(String account, String region);

  /**
   * A page with what the cloud says of it.
   *
   * @param page the page
   * @param completeness whether it is all that it should be
   */
  record Part<T>(Page<T> page, Completeness completeness) {}
}
