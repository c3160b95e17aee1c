package io.novacron.shell.internal;

import io.novacron.api.security.Caller;
import io.novacron.api.store.Page;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateParameter;
import io.novacron.api.template.TemplateService;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Lists templates by name. */
@Service
@Command(
    scope = "novacron",
    name = "template-list",
    description = "Lists templates by name, each with its latest version",
    detailedDescription = "classpath:template-list.txt")
public final class TemplateList extends ControlPlaneCommand {
  @Option(
      name = "--limit",
      description = "Most to list; 100 when left out, all of them as json or csv")
  @Nullable String limit;

  @Override
  boolean run(Caller caller, List<String> arguments, Output out)
      throws UsageException, InterruptedException {
    Values values = new Values();
    Pages pages = Pages.of(limit, values, out);
    values.check();
    TemplateService templates = services.require(TemplateService.class);
    Page<Template> found = pages.read((size, token) -> templates.list(caller, size, token));
    Json json = new Json();
    out.list(
        table(found.items()),
        () -> json.page(found, json::template),
        "There are no templates. novacron:template-create makes one from a file.");
    pages.noteMore(found, out);
    return true;
  }

  private static Table table(List<Template> templates) {
    Table table =
        new Table()
            .column("NAME")
            .column("VERSION")
            .column("PARAMETERS", 1)
            .column("ABOUT", 2)
            .column("CREATED", 3);
    for (Template template : templates) {
      table.row(
          template.name(),
          Integer.toString(template.version()),
          template.content().parameters().stream()
              .map(TemplateParameter::name)
              .collect(Collectors.joining(" ")),
          Text.of(template.content().description()),
          Text.time(template.createdAt()));
    }
    return table;
  }
}
