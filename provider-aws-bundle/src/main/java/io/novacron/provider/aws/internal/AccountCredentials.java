package io.novacron.provider.aws.internal;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials of an account. May block while they are renewed, so it is asked on workers only.
 * Whatever keeps it from giving some is a {@link CredentialsException}. Safe for use by many
 * threads.
 */
final class AccountCredentials implements AwsCredentialsProvider, AutoCloseable {
  private static final String SESSION = "novacron";

  private final AwsCredentialsProvider source;
  private final @Nullable SdkHttpClient http;
  private final @Nullable StsClient sts;

  private AccountCredentials(
      AwsCredentialsProvider source, @Nullable SdkHttpClient http, @Nullable StsClient sts) {
    this.source = source;
    this.http = http;
    this.sts = sts;
  }

  /**
   * Makes the credentials of an account; asks nobody yet.
   *
   * @param wanted where they come from
   * @param region where a role is assumed
   * @param endpoint where STS is reached, or absent for AWS
   */
  static AccountCredentials of(CredentialsSource wanted, Region region, @Nullable URI endpoint) {
    AwsCredentialsProvider base = base(wanted);
    String role = wanted.roleArn();
    if (role == null) {
      return new AccountCredentials(base, null, null);
    }
    SdkHttpClient http = UrlConnectionHttpClient.create();
    StsClientBuilder builder =
        StsClient.builder().httpClient(http).region(region).credentialsProvider(base);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    StsClient sts = builder.build();
    SecretReference externalId = wanted.externalId();
    StsAssumeRoleCredentialsProvider assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(
                () ->
                    AssumeRoleRequest.builder()
                        .roleArn(role)
                        .roleSessionName(SESSION)
                        .externalId(externalId == null ? null : externalId.read())
                        .build())
            .build();
    return new AccountCredentials(assumed, http, sts);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return source.resolveCredentials();
    } catch (CredentialsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CredentialsException("the source of credentials gave none", e);
    }
  }

  @Override
  public void close() {
    if (source instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
    if (sts != null) {
      sts.close();
    }
    if (http != null) {
      http.close();
    }
  }

  private static AwsCredentialsProvider base(CredentialsSource wanted) {
    return switch (wanted.kind()) {
      case DEFAULT -> DefaultCredentialsProvider.builder().build();
      case PROFILE -> ProfileCredentialsProvider.create(wanted.profile());
      case REFERENCE -> () -> referenced(wanted);
    };
  }

  private static AwsCredentials referenced(CredentialsSource wanted) {
    String id = read(wanted.accessKeyId());
    String secret = read(wanted.secretAccessKey());
    return wanted.sessionToken() == null
        ? AwsBasicCredentials.create(id, secret)
        : AwsSessionCredentials.create(id, secret, read(wanted.sessionToken()));
  }

  private static String read(@Nullable SecretReference reference) {
    if (reference == null) {
      throw new CredentialsException("a reference is missing", null);
    }
    return reference.read();
  }
}
