package io.novacron.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  @ParameterizedTest
  @EnumSource(Category.class)
  void whetherARetryHelpsFollowsTheCategoryUntilItIsSaid(Category category) {
    assertThat(Problem.builder("code", category, "detail").build().retryable())
        .isEqualTo(category.retryable());
    assertThat(Problem.builder("code", category, "detail").retryable(true).build().retryable())
        .isTrue();
  }

  @Test
  void aCopyKeepsEveryPart() {
    Problem problem =
        Problem.builder("quota", Category.QUOTA, "full")
            .retryAfter(Duration.ofSeconds(3))
            .provider("aws")
            .providerCode("VcpuLimitExceeded")
            .scope("region eu-west-1")
            .operation("op-1")
            .error("/size", "smaller")
            .nextStep("ask for more")
            .build();

    assertThat(problem.toBuilder().build()).isEqualTo(problem);
  }

  @Test
  void theExceptionCarriesTheProblemAndNoStackTrace() {
    Problem problem = Problem.builder("code", Category.INVALID, "wrong").build();

    assertThat(problem.toException().problem()).isEqualTo(problem);
    assertThat(problem.toException()).hasMessage("wrong");
    assertThat(problem.toException().getStackTrace()).isEmpty();
  }
}
