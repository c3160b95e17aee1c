package io.novacron.rest.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Objects;

/** What routes that can make a plan instead answer then. */
final class PlanAnswers {
  private static final String DRY_RUN = "#/components/parameters/DryRun";

  private PlanAnswers() {}

  static void add(Operation operation) {
    if (operation.getParameters().stream().noneMatch(given -> DRY_RUN.equals(given.get$ref()))) {
      return;
    }
    ApiResponse done = Objects.requireNonNull(operation.getResponses().get("200"));
    MediaType json = Objects.requireNonNull(done.getContent().get("application/json"));
    Schema<?> otherwise = json.getSchema();
    Schema<?> plan = new JsonSchema().$ref("#/components/schemas/Plan");
    if (plan.get$ref().equals(otherwise.get$ref())) {
      return;
    }
    Schema<Object> either = new JsonSchema();
    either.addAnyOfItem(otherwise);
    either.addAnyOfItem(plan);
    json.setSchema(either);
    done.setDescription(done.getDescription() + "; or, with `dryRun`, the plan");
  }
}
