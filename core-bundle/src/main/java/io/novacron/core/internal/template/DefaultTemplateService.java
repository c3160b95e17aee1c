package io.novacron.core.internal.template;

import io.novacron.api.error.FieldError;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Permission;
import io.novacron.api.store.Page;
import io.novacron.api.store.StateStore;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateService;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.version.VersionGuard;
import io.novacron.core.internal.version.VersionedRecords;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Authorises, checks, keeps and audits. */
public final class DefaultTemplateService implements TemplateService {
  /** What a template is to the authorizer. */
  public static final String RESOURCE = Permission.TEMPLATE_READ.resource();

  private final VersionedRecords<TemplateContent> records;
  private final VersionGuard guard;

  /**
   * Makes the service.
   *
   * @param store gives the store, or throws an UNAVAILABLE problem while there is none
   * @param authorization lets callers pass
   * @param audit keeps what was tried
   * @param keyed answers repeated requests
   * @param clock the time
   * @param executor for the work of requests; its queue is bounded
   */
  public DefaultTemplateService(
      Supplier<StateStore> store,
      Authorization authorization,
      AuditTrail audit,
      KeyedRequests keyed,
      Clock clock,
      Executor executor) {
    records = new VersionedRecords<>(TemplateRecords.KIND, store, keyed, clock);
    guard =
        new VersionGuard(
            Permission.TEMPLATE_READ, Permission.TEMPLATE_WRITE, authorization, audit, executor);
  }

  @Override
  public CompletionStage<Template> create(
      Caller caller, String name, TemplateContent content, RequestOptions options) {
    return guard
        .change(
            caller,
            name,
            options,
            () -> records.create(caller, name, content, options, () -> requireValid(name, content)))
        .thenApply(TemplateRecords::template);
  }

  @Override
  public CompletionStage<Template> addVersion(
      Caller caller,
      String name,
      TemplateContent content,
      @Nullable Long expectedRevision,
      RequestOptions options) {
    return guard
        .change(
            caller,
            name,
            options,
            () ->
                records.addVersion(
                    caller,
                    name,
                    content,
                    expectedRevision,
                    options,
                    () -> requireValid(null, content)))
        .thenApply(TemplateRecords::template);
  }

  @Override
  public CompletionStage<Template> get(Caller caller, String name, @Nullable Integer version) {
    return guard
        .one(caller, name, () -> records.get(caller, name, version))
        .thenApply(TemplateRecords::template);
  }

  @Override
  public CompletionStage<Page<Template>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return guard
        .all(caller, () -> records.list(caller, pageSize, pageToken))
        .thenApply(page -> page.map(TemplateRecords::template));
  }

  @Override
  public CompletionStage<Page<Template>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return guard
        .one(caller, name, () -> records.versions(caller, name, pageSize, pageToken))
        .thenApply(page -> page.map(TemplateRecords::template));
  }

  @Override
  public CompletionStage<Template> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options) {
    return guard
        .change(
            caller,
            name,
            options,
            () -> records.delete(caller, name, expectedRevision, options, () -> {}))
        .thenApply(TemplateRecords::template);
  }

  private static void requireValid(@Nullable String name, TemplateContent content) {
    List<FieldError> errors = TemplateValidator.validate(name, content);
    if (!errors.isEmpty()) {
      throw TemplateRecords.PROBLEMS.invalid(errors);
    }
  }
}
