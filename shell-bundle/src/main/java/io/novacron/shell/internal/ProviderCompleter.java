package io.novacron.shell.internal;

import io.novacron.api.provider.ProviderService;
import io.novacron.api.provider.ProviderVersion;
import io.novacron.api.security.Caller;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes types and versions of providers that are there. */
@Service
public final class ProviderCompleter extends MemoryCompleter {
  @Override
  Collection<String> words(Caller caller) {
    return services.require(ProviderService.class).list(caller).stream()
        .filter(version -> version.state() != ProviderVersion.State.REFUSED)
        .flatMap(version -> Stream.of(version.type(), version.version()))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }
}
