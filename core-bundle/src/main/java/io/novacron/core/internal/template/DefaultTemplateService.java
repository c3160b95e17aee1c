package io.novacron.core.internal.template;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.security.Target;
import io.novacron.api.store.Mutation;
import io.novacron.api.store.Page;
import io.novacron.api.store.Query;
import io.novacron.api.store.StateStore;
import io.novacron.api.store.StoredRecord;
import io.novacron.api.store.Transaction;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateService;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.access.Failures;
import io.novacron.core.internal.codec.JsonCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Authorises, checks, keeps and audits. */
public final class DefaultTemplateService implements TemplateService {
  /** What a template is to the authorizer. */
  public static final String RESOURCE = "template";

  private static final JsonCodec<TemplateContent> CANONICAL = JsonCodec.of(TemplateContent.class);
  private static final int LONGEST_NAME = 80;

  private final Supplier<StateStore> store;
  private final Authorization authorization;
  private final AuditTrail audit;
  private final Clock clock;
  private final Executor executor;

  /**
   * Makes the service.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param clock the time
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultTemplateService(
      Supplier<StateStore> store,
      Authorization authorization,
      AuditTrail audit,
      Clock clock,
      Executor executor) {
    this.store = store;
    this.authorization = authorization;
    this.audit = audit;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Template> create(Caller caller, String name, TemplateContent content) {
    return changed(
        caller,
        name,
        () -> {
          requireValid(name, content);
          return find(caller, name)
              .thenCompose(
                  found -> {
                    if (found.isPresent() && !TemplateRecords.head(found.get()).deleted()) {
                      throw TemplateProblems.exists(name);
                    }
                    return write(caller, name, found, content);
                  });
        });
  }

  @Override
  public CompletionStage<Template> addVersion(
      Caller caller, String name, TemplateContent content, @Nullable Long expectedRevision) {
    return changed(
        caller,
        name,
        () -> {
          requireValid(null, content);
          return present(caller, name, expectedRevision)
              .thenCompose(
                  head ->
                      TemplateReader.version(store.get(), head, null)
                          .thenCompose(
                              latest ->
                                  latest.content().equals(content)
                                      ? CompletableFuture.completedFuture(
                                          new Change(latest, digest(latest)))
                                      : write(caller, name, Optional.of(head), content)));
        });
  }

  @Override
  public CompletionStage<Template> get(Caller caller, String name, @Nullable Integer version) {
    return read(
        caller,
        Target.of(caller.tenant(), RESOURCE, name),
        () -> TemplateReader.read(store.get(), caller.tenant(), name, version));
  }

  @Override
  public CompletionStage<Page<Template>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return read(
        caller,
        Target.all(caller.tenant(), RESOURCE),
        () -> {
          Query query =
              Query.of(caller.tenant(), TemplateRecords.HEAD)
                  .withAttributes(Map.of(TemplateRecords.DELETED, "false"))
                  .withLimit(legal(pageSize))
                  .withPageToken(pageToken);
          return store
              .get()
              .query(query)
              .thenCompose(
                  page ->
                      all(page.items().stream()
                              .map(head -> TemplateReader.version(store.get(), head, null))
                              .toList())
                          .thenApply(items -> new Page<>(items, page.nextPageToken())));
        });
  }

  @Override
  public CompletionStage<Page<Template>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return read(
        caller,
        Target.of(caller.tenant(), RESOURCE, name),
        () ->
            find(caller, name)
                .thenCompose(
                    found -> {
                      StoredRecord head =
                          found.orElseThrow(() -> TemplateProblems.notFound(shortened(name)));
                      Query query =
                          Query.of(caller.tenant(), TemplateRecords.VERSION)
                              .withAttributes(Map.of(TemplateRecords.NAME, name))
                              .withOrder(Query.Order.DESCENDING)
                              .withLimit(legal(pageSize))
                              .withPageToken(pageToken);
                      return store
                          .get()
                          .query(query)
                          .thenApply(
                              page -> page.map(version -> TemplateRecords.template(head, version)));
                    }));
  }

  @Override
  public CompletionStage<Void> delete(Caller caller, String name, @Nullable Long expectedRevision) {
    return changed(
            caller,
            name,
            () ->
                present(caller, name, expectedRevision)
                    .thenCompose(
                        head ->
                            TemplateReader.version(store.get(), head, null)
                                .thenCompose(latest -> bury(head, latest))))
        .thenApply(done -> null);
  }

  private CompletionStage<Change> bury(StoredRecord stored, Template latest) {
    TemplateRecords.Head head =
        new TemplateRecords.Head(TemplateRecords.head(stored).latest(), true);
    return store
        .get()
        .commit(
            Transaction.of(
                TemplateRecords.put(latest.tenant(), latest.name(), head, stored.revision())))
        .thenApply(written -> new Change(latest, digest(latest)));
  }

  private CompletionStage<Change> write(
      Caller caller, String name, Optional<StoredRecord> former, TemplateContent content) {
    int number = former.map(head -> TemplateRecords.head(head).latest() + 1).orElse(1);
    TemplateRecords.Head head = new TemplateRecords.Head(number, false);
    TemplateRecords.Version version =
        new TemplateRecords.Version(number, content, clock.instant(), caller.principal());
    Mutation.Put put =
        TemplateRecords.put(
            caller.tenant(),
            name,
            head,
            former.map(StoredRecord::revision).orElse(Mutation.ABSENT));
    return store
        .get()
        .commit(
            new Transaction(
                List.of(put, TemplateRecords.put(caller.tenant(), name, version)), null))
        .thenApply(
            written ->
                new Change(
                    TemplateRecords.template(put.key(), head, written.get(0).revision(), version),
                    former.isEmpty() ? null : digest(former.get().value())));
  }

  private CompletionStage<Optional<StoredRecord>> find(Caller caller, String name) {
    return TemplateReader.head(store.get(), caller.tenant(), name);
  }

  private CompletionStage<StoredRecord> present(
      Caller caller, String name, @Nullable Long expectedRevision) {
    return find(caller, name)
        .thenApply(
            found -> {
              StoredRecord head =
                  found
                      .filter(stored -> !TemplateRecords.head(stored).deleted())
                      .orElseThrow(() -> TemplateProblems.notFound(shortened(name)));
              if (expectedRevision != null && expectedRevision != head.revision()) {
                throw TemplateProblems.moved(name, head.revision(), expectedRevision);
              }
              return head;
            });
  }

  private static void requireValid(@Nullable String name, TemplateContent content) {
    List<FieldError> errors = TemplateValidator.validate(name, content);
    if (!errors.isEmpty()) {
      throw TemplateProblems.invalid(errors);
    }
  }

  private static int legal(int pageSize) {
    if (pageSize < 1 || pageSize > Query.MOST) {
      throw Problem.builder("invalid-page-size", Category.INVALID, "The page size is not legal.")
          .error("pageSize", "must be 1 to " + Query.MOST)
          .toException();
    }
    return pageSize;
  }

  private <T> CompletionStage<T> read(
      Caller caller, Target target, Supplier<CompletionStage<T>> work) {
    return Failures.guarded(
        caller,
        executor,
        () -> {
          authorization.require(caller, Permission.TEMPLATE_READ, target);
          return work.get();
        });
  }

  private CompletionStage<Template> changed(
      Caller caller, String name, Supplier<CompletionStage<Change>> work) {
    return audit
        .record(
            caller,
            Permission.TEMPLATE_WRITE,
            shortened(name),
            () ->
                Failures.guarded(
                    caller,
                    executor,
                    () -> {
                      authorization.require(
                          caller,
                          Permission.TEMPLATE_WRITE,
                          Target.of(caller.tenant(), RESOURCE, shortened(name)));
                      return work.get();
                    }),
            change ->
                new AuditTrail.Trace(
                    change.template.name(), null, change.before, digest(change.template)))
        .thenApply(Change::template);
  }

  private static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
    List<CompletableFuture<T>> futures =
        stages.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }

  private static String digest(Template template) {
    return digest(CANONICAL.encode(template.content()));
  }

  private static String digest(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
  }

  private record Change(Template template, @Nullable String before) {}
}
