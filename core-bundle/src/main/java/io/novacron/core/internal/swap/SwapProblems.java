package io.novacron.core.internal.swap;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.core.internal.account.ProviderVersions;
import java.util.List;
import java.util.stream.Collectors;

/** Why a swap cannot be begun, or failed, and what to do. */
final class SwapProblems {
  private static final int LONGEST = 80;

  private SwapProblems() {}

  static ProblemException noType(String type, ProviderVersions versions) {
    List<String> types = versions.types();
    return Problem.builder(
            "provider-type-not-found",
            Category.NOT_FOUND,
            "No provider of type "
                + shortened(type)
                + " is there; "
                + (types.isEmpty()
                    ? "there is none."
                    : "there are: " + String.join(", ", types) + "."))
        .nextStep("Name one of these types, or put a bundle of the provider into deploy/.")
        .toException();
  }

  static ProblemException noVersion(String type, String version, ProviderVersions versions) {
    return Problem.builder(
            "provider-version-not-found",
            Category.NOT_FOUND,
            "Version "
                + shortened(version)
                + " of provider "
                + type
                + " is not there; there are: "
                + there(type, versions)
                + ".")
        .nextStep("Name one of these versions, or put the bundle of the other one into deploy/.")
        .toException();
  }

  static ProblemException serves(String type, String version, ProviderVersions versions) {
    return Problem.builder(
            "provider-version-serves",
            Category.CONFLICT,
            "Version " + version + " of provider " + type + " serves already.")
        .nextStep("To serve with another: there are " + there(type, versions) + ".")
        .toException();
  }

  static ProblemException running(String type, String operation) {
    return Problem.builder(
            "provider-swap-running",
            Category.CONFLICT,
            "Another swap of provider " + type + " is under way.")
        .operation(operation)
        .nextStep("Wait until operation " + operation + " is done, then ask again.")
        .toException();
  }

  static Problem failed(String type, String version, String former, String why) {
    return Problem.builder(
            "provider-swap-failed",
            Category.CONFLICT,
            "Version "
                + version
                + " of provider "
                + type
                + " does not serve, and version "
                + former
                + " goes on: "
                + why)
        .nextStep("Mend what is wrong, then swap to version " + version + " again.")
        .build();
  }

  private static String there(String type, ProviderVersions versions) {
    ProviderFactory serving = versions.serving(type);
    return versions.all().stream()
        .filter(each -> each.descriptor().type().equals(type))
        .map(each -> each.descriptor().version() + (each == serving ? " (serves)" : ""))
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
