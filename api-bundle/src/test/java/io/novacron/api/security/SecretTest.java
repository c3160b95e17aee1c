package io.novacron.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void aSecretNeverPrints() {
    Secret secret = Secret.of("canary-7f3a");

    assertThat("" + secret + new Credential.BearerToken(secret)).doesNotContain("canary");
    assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
  }

  @Test
  void secretsCompareByValue() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
  }
}
