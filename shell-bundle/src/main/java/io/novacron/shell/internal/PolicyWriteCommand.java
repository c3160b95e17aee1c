package io.novacron.shell.internal;

import io.novacron.api.policy.PolicyContent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** A command that says what a policy is to say: by a file, or by options. */
abstract class PolicyWriteCommand extends PolicyCommand {
  @Option(
      name = "--file",
      description = "A JSON file on the node with weights and rules, in the shape of the REST API")
  @Nullable String file;

  @Option(
      name = "--weight",
      description = "How much a factor counts, such as price=1; may be given several times",
      multiValued = true)
  List<String> weights = List.of();

  @Option(
      name = "--rule",
      description =
          "A rule as NAME:KIND:VALUE,VALUE or NAME:KIND:LIMIT, with :soft:PENALTY behind it for a"
              + " soft one; may be given several times",
      multiValued = true)
  List<String> rules = List.of();

  @Option(name = "--description", description = "What it is for")
  @Nullable String description;

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  final boolean dryRun() {
    return dryRun;
  }

  /** What is to be written. */
  final PolicyContent content(String name, Values values) throws UsageException {
    PolicyContent content = file == null ? fromOptions(values) : fromFile(file, name, values);
    values.check();
    return content;
  }

  private PolicyContent fromFile(String path, String name, Values values) {
    if (!weights.isEmpty() || !rules.isEmpty() || description != null) {
      values.wrong("--file", "says it all: leave out --weight, --rule and --description");
    }
    return PolicyFile.read(path, name, values);
  }

  private PolicyContent fromOptions(Values values) {
    if (weights.isEmpty()) {
      values.wrong("--weight", "is missing; give --weight price=1, or --file");
    }
    Map<String, Double> numbers = new TreeMap<>();
    values
        .labels("--weight", weights)
        .forEach(
            (factor, text) -> {
              Double weight = values.real("--weight " + factor, text);
              numbers.put(factor, weight == null ? 0 : weight);
            });
    return new PolicyContent(
        description == null ? "" : description,
        numbers,
        rules.stream().map(rule -> PolicyRuleWord.read("--rule", rule, values)).toList());
  }
}
