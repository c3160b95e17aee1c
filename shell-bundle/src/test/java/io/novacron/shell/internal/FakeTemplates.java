package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps versions in memory. */
final class FakeTemplates implements TemplateService {
  private final Map<String, List<Template>> templates = new TreeMap<>();

  @Override
  public synchronized CompletionStage<Template> create(
      Caller caller, String name, TemplateContent content, RequestOptions options) {
    if (templates.containsKey(name)) {
      return failed(Problem.builder("template-exists", Category.CONFLICT, "It is there."));
    }
    return add(name, content, options);
  }

  @Override
  public synchronized CompletionStage<Template> addVersion(
      Caller caller,
      String name,
      TemplateContent content,
      @Nullable Long expectedRevision,
      RequestOptions options) {
    List<Template> versions = templates.get(name);
    if (versions == null) {
      return failed(absent());
    }
    if (expectedRevision != null && expectedRevision != versions.size()) {
      return failed(Problem.builder("revision-mismatch", Category.CONFLICT, "It has moved on."));
    }
    return add(name, content, options);
  }

  private CompletionStage<Template> add(
      String name, TemplateContent content, RequestOptions options) {
    List<Template> versions = templates.getOrDefault(name, List.of());
    int number = versions.size() + 1;
    Template made =
        new Template(
            name,
            "default",
            number,
            number,
            false,
            content,
            Instant.parse("2026-11-23T10:00:00Z"),
            "admin",
            number);
    if (!options.dryRun()) {
      templates.computeIfAbsent(name, first -> new ArrayList<>()).add(made);
    }
    return CompletableFuture.completedFuture(made);
  }

  @Override
  public synchronized CompletionStage<Template> get(
      Caller caller, String name, @Nullable Integer version) {
    List<Template> versions = templates.get(name);
    if (versions == null || (version != null && version > versions.size())) {
      return failed(absent());
    }
    return CompletableFuture.completedFuture(
        versions.get((version == null ? versions.size() : version) - 1));
  }

  @Override
  public synchronized CompletionStage<Page<Template>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new Page<>(templates.values().stream().map(all -> all.get(all.size() - 1)).toList(), null));
  }

  @Override
  public synchronized CompletionStage<Page<Template>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new Page<>(templates.getOrDefault(name, List.of()), null));
  }

  @Override
  public synchronized CompletionStage<Template> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options) {
    List<Template> versions = templates.get(name);
    if (versions == null) {
      return failed(absent());
    }
    if (!options.dryRun()) {
      templates.remove(name);
    }
    return CompletableFuture.completedFuture(versions.get(versions.size() - 1));
  }

  private static Problem.Builder absent() {
    return Problem.builder("template-not-found", Category.NOT_FOUND, "There is none.");
  }

  private static <T> CompletionStage<T> failed(Problem.Builder problem) {
    return CompletableFuture.failedFuture(problem.toException());
  }
}
