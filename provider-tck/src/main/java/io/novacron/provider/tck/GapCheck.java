package io.novacron.provider.tck;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs the clauses that a back end is known to break all the same, and holds the declaration to it:
 * one that fails is reported as skipped with the reason, and one that passes fails, since its
 * declaration is out of date.
 */
final class GapCheck implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    check(invocation, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    check(invocation, method, context);
  }

  private static void check(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    String name = name(method);
    String reason = gaps(context).get(name);
    if (reason == null) {
      reason = gaps(context).get(method.getExecutable().getName());
    }
    if (reason == null) {
      invocation.proceed();
      return;
    }
    try {
      invocation.proceed();
    } catch (TestAbortedException e) {
      throw e;
    } catch (AssertionError | Exception e) {
      throw new TestAbortedException("declared gap of the back end: " + reason, e);
    }
    throw new AssertionError(
        "the back end is declared to lack this ("
            + reason
            + ") but has it: take "
            + name
            + " out of the gaps");
  }

  private static Map<String, String> gaps(ExtensionContext context) {
    return context.getRequiredTestInstance() instanceof ProviderContract contract
        ? contract.gaps()
        : Map.of();
  }

  private static String name(ReflectiveInvocationContext<Method> method) {
    List<Object> arguments = method.getArguments();
    String name = method.getExecutable().getName();
    return arguments.isEmpty()
        ? name
        : name + arguments.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}
