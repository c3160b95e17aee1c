package io.novacron.core.internal.policy;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Region;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.policy.PolicyContent;
import io.novacron.api.policy.PolicyRule;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Authorizer;
import io.novacron.api.security.Caller;
import io.novacron.api.store.StateStore;
import io.novacron.core.internal.access.AuditTrail;
import io.novacron.core.internal.access.Authorization;
import io.novacron.core.internal.machine.KeyedRequests;
import io.novacron.core.internal.placement.TestCatalog;
import io.novacron.core.internal.testing.ManualTime;
import io.novacron.core.internal.version.VersionBookUpdates;
import io.novacron.store.contract.InMemoryStateStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store and manual time, which outlive the nodes that are started on them. */
final class PolicyWorld {
  static final Caller CALLER =
      new Caller("admin", "default", Set.of("admin"), "rest", "local", "req-1");

  /** Longer than a book may be behind. */
  static final Duration A_LOOK = Duration.ofSeconds(5);

  static final TestCatalog CATALOG = catalog();

  final ManualTime time = new ManualTime();
  final InMemoryStateStore memory = new InMemoryStateStore(time);
  final List<AuditRecord> audit = new ArrayList<>();
  StateStore store = memory;
  Authorizer authorizer = (caller, permission, target) -> true;

  private static TestCatalog catalog() {
    InstanceType type = new InstanceType("aws", "m1", 4, 16.0, 0, null, "amd64", Set.of());
    return new TestCatalog(
        List.of(
            TestCatalog.offer(region("aws", "eu-central-1", "EU"), type, 172_000, null),
            TestCatalog.offer(region("aws", "us-east-1", "US"), type, 172_000, null),
            TestCatalog.offer(region("gcp", "europe-west6", "CH"), type, 172_000, null)));
  }

  private static Region region(String cloud, String id, String jurisdiction) {
    return new Region(cloud, id, "Town", "XX", 50.0, 8.0, jurisdiction, null);
  }

  static PolicyContent weights(Map<String, Double> weights, PolicyRule... rules) {
    return new PolicyContent("", weights, List.of(rules));
  }

  static PolicyRule values(String name, PolicyRule.Kind kind, String... values) {
    return new PolicyRule(name, kind, Set.of(values), null, null);
  }

  static PolicyRule limit(String name, PolicyRule.Kind kind, @Nullable String limit) {
    return new PolicyRule(name, kind, Set.of(), limit == null ? null : new BigDecimal(limit), null);
  }

  static PolicyRule soft(PolicyRule rule, double penalty) {
    return new PolicyRule(rule.name(), rule.kind(), rule.values(), rule.limit(), penalty);
  }

  /** The problem that a stage fails with. */
  Problem problem(CompletionStage<?> stage) {
    time.runReady();
    try {
      stage.toCompletableFuture().getNow(null);
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProblemException known) {
        return known.problem();
      }
      throw e;
    }
    throw new AssertionError("no problem");
  }

  /** What a stage gives, with no more time passing than tasks need. */
  <T> T answer(CompletionStage<T> stage) {
    time.runReady();
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("no answer yet");
    }
    return future.join();
  }

  /** A node that has read the policies. */
  Node start() {
    return start("node-1");
  }

  /** A node of a name that has read the policies. */
  Node start(String name) {
    Node node = new Node(name);
    node.updates.start();
    time.runReady();
    return node;
  }

  /** One process on this world. */
  final class Node {
    final ManualTime.Process process = time.process();
    final PolicyBook book = new PolicyBook(() -> store);
    final VersionBookUpdates<PolicyContent> updates =
        new VersionBookUpdates<>(
            PolicyRecords.KIND, store, book.versions(), () -> {}, process, process);
    final DefaultPolicyService policies;

    Node(String name) {
      policies =
          new DefaultPolicyService(
              () -> store,
              book,
              () -> CATALOG,
              new Authorization(() -> authorizer),
              new AuditTrail(
                  () ->
                      entry -> {
                        audit.add(entry);
                        return CompletableFuture.completedFuture(null);
                      },
                  time),
              new KeyedRequests(name, time, process, process),
              time,
              process);
    }
  }
}
