package io.novacron.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  @Test
  void aNodeThatAnswers200IsReady() throws Exception {
    try (SmallRestServer server =
        new SmallRestServer().answering("GET /health/ready", 200, "{\"status\":\"ready\"}")) {
      assertThat(new Readiness(server.address()).ask().ready()).isTrue();
    }
  }

  @Test
  void aNodeThatWaitsSaysForWhat() throws Exception {
    try (SmallRestServer server =
        new SmallRestServer()
            .answering(
                "GET /health/ready",
                503,
                "{\"title\":\"x\",\"detail\":\"Waits for \\\"state\\\".\",\"code\":\"not-ready\"}")) {
      Readiness.Answer answer = new Readiness(server.address()).ask();

      assertThat(answer.ready()).isFalse();
      assertThat(answer.inOneLine()).isEqualTo("Waits for \"state\".");
    }
  }

  @Test
  void nothingThatAnswersIsNotReady() throws Exception {
    assertThat(new Readiness("http://127.0.0.1:" + closedPort()).ask().ready()).isFalse();
  }

  private static String closedPort() throws IOException {
    try (SmallRestServer server = new SmallRestServer()) {
      return server.address().substring(server.address().lastIndexOf(':') + 1);
    }
  }
}
