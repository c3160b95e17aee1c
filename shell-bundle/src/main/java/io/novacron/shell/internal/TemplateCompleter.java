package io.novacron.shell.internal;

import io.novacron.api.security.Caller;
import io.novacron.api.template.Template;
import io.novacron.api.template.TemplateService;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes names of templates. */
@Service
public final class TemplateCompleter extends MemoryCompleter {
  private static final int MOST = 1000;

  @Override
  Collection<String> words(Caller caller) throws InterruptedException {
    return Answers.get(services.require(TemplateService.class).list(caller, MOST, null), PATIENCE)
        .items()
        .stream()
        .map(Template::name)
        .toList();
  }
}
