package io.novacron.core.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Region;
import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A name that nothing has is refused, and what was likely meant is named. */
class RequestResolverTest {
  private static final Size SIZE = new Size(1, 1, 0, null, null);
  private static final Region FRANKFURT =
      new Region("aws", "eu-central-1", "Frankfurt", "DE", 50.11, 8.68, "EU", null);
  private static final Region DUBLIN =
      new Region("aws", "eu-west-1", "Dublin", "IE", 53.35, -6.26, "EU", null);

  private final List<PlacementAccount> accounts =
      List.of(new PlacementAccount("aws-a", "default", "aws", "aws", Set.of(), false));
  private final RequestResolver resolver =
      new RequestResolver(
          new CatalogColumns(
              new TestCatalog(
                  List.of(
                      TestCatalog.offer(FRANKFURT, type("m7g.xlarge", null), 1, null),
                      TestCatalog.offer(DUBLIN, type("g4.xlarge", "T4"), 1, null),
                      TestCatalog.offer(
                          DUBLIN, type("f1.xlarge", "VU9P", Mark.OTHER_ACCELERATOR), 1, null)))));

  @Test
  void anUnknownPlaceIsRefusedWithTheClosestNames() {
    FieldError error = refused(size(null, null, new Near("Frankfrut", null, null, null)));
    assertThat(error.pointer()).isEqualTo("/placement/near/place");
    assertThat(error.message())
        .contains("no place Frankfrut", "closest names are Frankfurt, ")
        .endsWith("or give a latitude and a longitude");
  }

  @Test
  void anUnknownAccountIsRefusedWithThoseThatCanBeUsed() {
    FieldError error = refused(size("aws-b", null, null));
    assertThat(error)
        .isEqualTo(
            new FieldError(
                "/placement/account",
                "aws-b is no account that can be used now; those that can are aws-a"));
  }

  @Test
  void anUnknownRegionIsRefusedWithTheClosestNames() {
    FieldError error = refused(size(null, "eu-centrl-1", null));
    assertThat(error.pointer()).isEqualTo("/placement/region");
    assertThat(error.message()).endsWith("the closest names are eu-central-1, eu-west-1");
  }

  @Test
  void anUnknownTypeIsRefusedWithTheClosestNames() {
    FieldError error =
        refused(
            new PlacementRequest(null, "M7G.xlarg", Market.ON_DEMAND, PlacementConstraints.NONE));
    assertThat(error.pointer()).isEqualTo("/instanceType");
    assertThat(error.message()).contains("the closest names are m7g.xlarge, ");
  }

  @Test
  void aModelThatIsNoGpuIsRefused() {
    for (String model : List.of("VU9P", "T5")) {
      FieldError error =
          refused(
              new PlacementRequest(
                  new Size(1, 1, 1, model, null),
                  null,
                  Market.ON_DEMAND,
                  PlacementConstraints.NONE));
      assertThat(error)
          .isEqualTo(
              new FieldError(
                  "/size/gpuModel",
                  "the catalog has no GPU of model " + model + "; the closest names are T4"));
    }
  }

  @Test
  void everyWrongNameIsReportedAtOnce() {
    ProblemException thrown =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                resolver.resolve(
                    size("nobody", "nowhere", new Near("Nix", null, null, null)), accounts));
    assertThat(thrown.problem().category()).isEqualTo(Category.INVALID);
    assertThat(thrown.problem().errors())
        .extracting(FieldError::pointer)
        .containsExactly("/placement/account", "/placement/region", "/placement/near/place");
    assertThat(thrown.problem().detail()).endsWith("(and 2 more)");
  }

  @Test
  void whatIsOutOfRangeIsRefusedBeforeNamesAreLookedUp() {
    PlacementRequest request =
        new PlacementRequest(
            new Size(0, 1, 0, null, null),
            null,
            Market.ON_DEMAND,
            new PlacementConstraints("nobody", null, null, null, null, null));
    assertThat(refused(request).pointer()).isEqualTo("/size/vcpus");
  }

  private FieldError refused(PlacementRequest request) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> resolver.resolve(request, accounts));
    assertThat(thrown.problem().errors()).hasSize(1);
    return thrown.problem().errors().get(0);
  }

  private static PlacementRequest size(
      @Nullable String account, @Nullable String region, @Nullable Near near) {
    return new PlacementRequest(
        SIZE,
        null,
        Market.ON_DEMAND,
        new PlacementConstraints(account, region, null, near, null, null));
  }

  private static InstanceType type(String name, @Nullable String model, Mark... marks) {
    return new InstanceType(
        "aws", name, 1, 1, model == null ? 0 : 1, model, "amd64", Set.of(marks));
  }
}
