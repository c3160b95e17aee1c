package io.novacron.provider.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.novacron.api.error.Category;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ConfigurationKey;
import io.novacron.api.provider.ProviderDescriptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSettingsTest {
  @Test
  void withoutAnySettingTheDefaultsHold() {
    AwsSettings settings = of(Map.of());
    assertThat(settings.regions()).isEmpty();
    assertThat(settings.endpoint()).isNull();
    assertThat(settings.credentials().kind()).isEqualTo(CredentialsSource.Kind.DEFAULT);
    assertThat(settings.pageSize()).isEqualTo(1000);
    assertThat(settings.poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.connections()).isEqualTo(64);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void everyKeyHasADescriptionAndADefault() {
    assertThat(AwsSettings.KEYS)
        .allSatisfy(
            key -> {
              assertThat(key.description()).endsWith(".");
              assertThat(key.defaultValue()).isNotNull();
            });
    assertThat(AwsSettings.KEYS).extracting(ConfigurationKey::name).doesNotHaveDuplicates();
  }

  @Test
  void imagesOfTheAccountAreAddedToTheBuiltInOnes() {
    AwsSettings settings =
        of(
            Map.of(
                "images", "golden/arm64=self:golden-*-arm64, golden/amd64=123456789012:golden-*"));
    assertThat(settings.images())
        .containsEntry("golden/arm64", new ImageQuery("self", "golden-*-arm64"))
        .containsEntry("golden/amd64", new ImageQuery("123456789012", "golden-*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "regions; Frankfurt; must name regions",
        "endpoint; nowhere; must be a URL",
        "endpoint; ftp://x; must be a URL",
        "credentials; profile; profile is missing",
        "credentials; reference; accessKeyId is missing",
        "profile; work; credentials = profile is not",
        "accessKeyId; file:/x; credentials = reference is not",
        "secretAccessKey; wJalrXUtnFEMI; must be a reference",
        "sessionToken; IQoJb3Jp; must be a reference",
        "roleArn; admin; must be of the form",
        "externalId; file:/x; roleArn is not",
        "images; golden=ami-1; must be of the form"
      })
  void whatDoesNotFitIsInvalidAndNamed(String key, String value, String told) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> of(Map.of(key, value)))
        .satisfies(
            e -> {
              assertThat(e.problem().category()).isEqualTo(Category.INVALID);
              assertThat(e.problem().detail()).contains(told);
            });
  }

  @Test
  void aSecretThatWasGivenInsteadOfAReferenceIsNotRepeated() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> of(Map.of("secretAccessKey", Credentials.SECRET)))
        .satisfies(e -> assertThat(e.problem().toString()).doesNotContain(Credentials.SECRET));
  }

  @Test
  void aReferenceIsReadAtEachUse() {
    SecretReference file = SecretReference.of("secretAccessKey", Credentials.file("once", "one"));
    assertThat(file.read()).isEqualTo("one");
    Credentials.file("once", "two");
    assertThat(file.read()).isEqualTo("two");
    SecretReference variable = SecretReference.of("secretAccessKey", "env:KEY");
    assertThat(variable.read(name -> name.equals("KEY") ? " three " : "")).isEqualTo("three");
    assertThatExceptionOfType(CredentialsException.class)
        .isThrownBy(() -> variable.read(name -> ""))
        .withMessage("env:KEY holds nothing");
  }

  @Test
  void clientTokensAreIgnoredAtEmulatorsOnly() {
    assertThat(of(Map.of()).clientTokensIgnored()).isFalse();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> of(Map.of("clientTokens", "ignored")))
        .withMessageContaining("only with an endpoint");
    Map<String, String> emulator = Credentials.settings("http://127.0.0.1:5000");
    try (OpenAccount account = new OpenAccount(emulator)) {
      assertThat(account.provider().accountIdempotency()).isEmpty();
    }
    emulator.put("clientTokens", "ignored");
    try (OpenAccount account = new OpenAccount(emulator)) {
      assertThat(account.provider().accountIdempotency())
          .contains(ProviderDescriptor.Idempotency.NONE);
    }
  }

  private static AwsSettings of(Map<String, String> given) {
    return AwsSettings.of(new AccountConfiguration("prod", "default", "aws", new HashMap<>(given)));
  }
}
