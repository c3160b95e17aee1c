package io.novacron.provider.tck;

import io.novacron.api.provider.Capability;
import io.novacron.api.provider.ProviderDescriptor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Takes down what a run of the contract finds of a back end, and holds {@code docs/capabilities.md}
 * to it. A run of some clauses only, or one that fails, says nothing of the page.
 */
final class RunReport implements AfterTestExecutionCallback, TestWatcher, AfterAllCallback {
  private final Set<String> clauses = new TreeSet<>();
  private final Map<String, String> missing = new TreeMap<>();
  private boolean failed;
  private @Nullable String backEnd;
  private @Nullable ProviderDescriptor descriptor;
  private Map<Capability, String> absences = Map.of();

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getRequiredTestInstance() instanceof ProviderContract contract) {
      backEnd = contract.backEnd();
      descriptor = contract.factory().descriptor();
      absences = contract.session().provider().absences();
      clauses.add(context.getRequiredTestMethod().getName());
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed = true;
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    String reason =
        said.replace("Assumption failed: ", "").replace("declared gap of the back end: ", "");
    missing.put(clause(context), reason);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    missing.put(clause(context), reason.orElse("disabled"));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    String name = backEnd;
    ProviderDescriptor says = descriptor;
    if (failed || name == null || says == null) {
      return;
    }
    long all =
        Arrays.stream(context.getRequiredTestClass().getMethods())
            .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
            .map(Method::getName)
            .distinct()
            .count();
    if (clauses.size() < all) {
      System.out.println(
          "docs/capabilities.md is not compared: "
              + clauses.size()
              + " of "
              + all
              + " clauses were run on "
              + name);
      return;
    }
    CapabilitiesPage.hold(name, row(says), section(says));
  }

  private String row(ProviderDescriptor says) {
    return Arrays.stream(Capability.values())
        .map(each -> says.capabilities().contains(each) && !absences.containsKey(each))
        .map(has -> has ? "yes" : "–")
        .collect(Collectors.joining(" | "));
  }

  private String section(ProviderDescriptor says) {
    StringBuilder text = new StringBuilder();
    text.append("Provider `")
        .append(says.type())
        .append("`. A repeated create is known by its ")
        .append(
            switch (says.idempotency()) {
              case TOKEN -> "token";
              case NAME -> "name";
              case NONE -> "owner tag only";
            })
        .append("; \"not there\" is believed after ")
        .append(says.visibilityBound().toSeconds())
        .append(missing.isEmpty() ? " s. Every clause holds.\n" : " s.\n");
    new TreeMap<>(absences)
        .forEach(
            (capability, reason) ->
                text.append("- No `")
                    .append(capability.wireName())
                    .append("`: ")
                    .append(reason)
                    .append('\n'));
    if (!missing.isEmpty()) {
      text.append("\n| clause that does not hold, or does not apply | why |\n|---|---|\n");
      missing.forEach(
          (clause, why) ->
              text.append("| ").append(clause).append(" | ").append(why).append(" |\n"));
    }
    return text.toString();
  }

  private static String clause(ExtensionContext context) {
    Method method = context.getRequiredTestMethod();
    String title =
        AnnotationSupport.findAnnotation(method, DisplayName.class)
            .map(DisplayName::value)
            .orElseGet(method::getName);
    String own = context.getDisplayName();
    return title.equals(own) ? title : title + " (" + own.replaceFirst("^\\[\\d+] ", "") + ")";
  }
}
