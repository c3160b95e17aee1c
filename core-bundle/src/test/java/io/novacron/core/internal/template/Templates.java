package io.novacron.core.internal.template;

import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateParameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Content for tests. */
final class Templates {
  private Templates() {}

  static TemplateParameter parameter(String name, ParameterType type) {
    return new TemplateParameter(name, type, null, false, null, List.of(), null, null, null, false);
  }

  static TemplateParameter required(String name, ParameterType type) {
    return new TemplateParameter(name, type, null, true, null, List.of(), null, null, null, false);
  }

  static TemplateParameter secret(String name) {
    return new TemplateParameter(
        name, ParameterType.STRING, null, true, null, List.of(), null, null, null, true);
  }

  static TemplateParameter limited(
      String name,
      ParameterType type,
      @Nullable String preset,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable String pattern) {
    return new TemplateParameter(
        name,
        type,
        null,
        false,
        preset,
        List.of(),
        min == null ? null : BigDecimal.valueOf(min),
        max == null ? null : BigDecimal.valueOf(max),
        pattern,
        false);
  }

  /** A web server whose size, stage and password are parameters. */
  static TemplateContent web() {
    return new TemplateContent(
        "A web server",
        List.of(
            limited("cpus", ParameterType.INTEGER, "2", 1, 8, null),
            new TemplateParameter(
                "stage",
                ParameterType.STRING,
                "Where it belongs",
                true,
                null,
                List.of("test", "live"),
                null,
                null,
                null,
                false),
            secret("password")),
        Map.of(
            "/size/vcpus", "${cpus}",
            "/size/memoryGib", "8",
            "/labels/stage", "${stage}",
            "/labels/app", "web",
            "/market/kind", "spot",
            "/placement/account", "a",
            "/placement/region", "r1",
            "/disks/0/sizeGib", "100",
            "/securityGroups/0", "sg-${stage}",
            "/userData", "#!/bin/sh\nHOME=$${HOME}\nset-password '${password}'\n"));
  }
}
