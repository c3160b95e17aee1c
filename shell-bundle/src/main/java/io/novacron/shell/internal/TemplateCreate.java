package io.novacron.shell.internal;

import io.novacron.api.security.Caller;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateService;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a template, or another version of one, from a file. */
@Service
@Command(
    scope = "novacron",
    name = "template-create",
    description = "Makes a template from a file, or adds a version to one",
    detailedDescription = "classpath:template-create.txt")
public final class TemplateCreate extends ControlPlaneCommand {
  @Argument(
      name = "file",
      description = "A JSON file on the node with name, parameters and spec",
      required = true,
      multiValued = true)
  List<String> words = List.of();

  @Option(name = "--new-version", description = "Add a version to the template that is there")
  boolean newVersion;

  @Option(name = "--dry-run", description = Preview.OPTION)
  boolean dryRun;

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 1) {
      values.wrong("file", "give one file, not " + arguments.size());
    }
    values.check();
    TemplateFile file = TemplateFile.read(arguments.get(0), values);
    values.check();
    TemplateService templates = services.require(TemplateService.class);
    Template template =
        Answers.get(
            newVersion
                ? templates.addVersion(
                    caller, file.name(), file.content(), null, Preview.options(dryRun))
                : templates.create(caller, file.name(), file.content(), Preview.options(dryRun)));
    Facts facts = TemplateFacts.of(template);
    out.write(facts::print, () -> new Json().template(template), facts::table);
    Preview.note(dryRun, out);
    return true;
  }
}
