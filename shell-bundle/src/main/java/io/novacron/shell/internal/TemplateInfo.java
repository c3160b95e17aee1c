package io.novacron.shell.internal;

import io.novacron.api.security.Caller;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateService;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tells all about one version of a template. */
@Service
@Command(
    scope = "novacron",
    name = "template-info",
    description = "Tells what a template says and which parameters it takes",
    detailedDescription = "classpath:template-info.txt")
public final class TemplateInfo extends ControlPlaneCommand {
  @Argument(
      name = "template",
      description = "Name of the template, and a version behind a colon; else the latest",
      required = true,
      multiValued = true)
  @Completion(TemplateCompleter.class)
  List<String> words = List.of();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    if (arguments.size() != 1) {
      values.wrong("template", "give the name of one template, not of " + arguments.size());
    }
    values.check();
    VersionedName word = VersionedName.read("template", arguments.get(0), values);
    values.check();
    Template template =
        Answers.get(
            services.require(TemplateService.class).get(caller, word.name(), word.version()));
    Facts facts = TemplateFacts.of(template);
    out.write(facts::print, () -> new Json().template(template), facts::table);
    return true;
  }
}
