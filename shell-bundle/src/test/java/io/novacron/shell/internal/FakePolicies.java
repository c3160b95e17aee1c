package io.novacron.shell.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.policy.Policy;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyService;
import io.novacron.api.request.RequestOptions;
import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps versions in memory. */
final class FakePolicies implements PolicyService {
  private final Map<String, List<Policy>> policies = new TreeMap<>();

  @Override
  public synchronized CompletionStage<Policy> create(
      Caller caller, String name, PolicyContent content, RequestOptions options) {
    if (policies.containsKey(name)) {
      return failed(Problem.builder("policy-exists", Category.CONFLICT, "It is there."));
    }
    return add(name, content, options);
  }

  @Override
  public synchronized CompletionStage<Policy> addVersion(
      Caller caller,
      String name,
      PolicyContent content,
      @Nullable Long expectedRevision,
      RequestOptions options) {
    List<Policy> versions = policies.get(name);
    if (versions == null) {
      return failed(absent());
    }
    if (expectedRevision != null && expectedRevision != versions.size()) {
      return failed(Problem.builder("revision-mismatch", Category.CONFLICT, "It has moved on."));
    }
    return add(name, content, options);
  }

  private CompletionStage<Policy> add(String name, PolicyContent content, RequestOptions options) {
    List<Policy> versions = policies.getOrDefault(name, List.of());
    int number = versions.size() + 1;
    Policy made =
        new Policy(
            name,
            "default",
            number,
            number,
            false,
            false,
            content,
            Instant.parse("2026-11-23T10:00:00Z"),
            "admin",
            number);
    if (!options.dryRun()) {
      policies.computeIfAbsent(name, first -> new ArrayList<>()).add(made);
    }
    return CompletableFuture.completedFuture(made);
  }

  @Override
  public synchronized CompletionStage<Policy> get(
      Caller caller, String name, @Nullable Integer version) {
    List<Policy> versions = policies.get(name);
    if (versions == null || (version != null && version > versions.size())) {
      return failed(absent());
    }
    return CompletableFuture.completedFuture(
        versions.get((version == null ? versions.size() : version) - 1));
  }

  @Override
  public synchronized CompletionStage<Page<Policy>> list(
      Caller caller, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new Page<>(policies.values().stream().map(all -> all.get(all.size() - 1)).toList(), null));
  }

  @Override
  public synchronized CompletionStage<Page<Policy>> versions(
      Caller caller, String name, int pageSize, @Nullable String pageToken) {
    return CompletableFuture.completedFuture(
        new Page<>(policies.getOrDefault(name, List.of()), null));
  }

  @Override
  public synchronized CompletionStage<Policy> delete(
      Caller caller, String name, @Nullable Long expectedRevision, RequestOptions options) {
    List<Policy> versions = policies.get(name);
    if (versions == null) {
      return failed(absent());
    }
    if (!options.dryRun()) {
      policies.remove(name);
    }
    return CompletableFuture.completedFuture(versions.get(versions.size() - 1));
  }

  private static Problem.Builder absent() {
    return Problem.builder("policy-not-found", Category.NOT_FOUND, "There is none.");
  }

  private static <T> CompletionStage<T> failed(Problem.Builder problem) {
    return CompletableFuture.failedFuture(problem.toException());
  }
}
