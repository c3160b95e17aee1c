package io.novacron.provider.aws.internal;

import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.core.internal.catalog.CatalogComponent;
import io.novacron.provider.tck.LiveRun;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Runs what matters most of the contract on a live AWS account: {@code make test-live}. */
public final class AwsLive {
  static final String HELP =
      """
      Credentials come from the AWS SDK's default chain. Give one of
        AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN for temporary ones),
        AWS_PROFILE with a profile of ~/.aws/config, after `aws configure` or `aws sso login`.
      An access key is made in the AWS console under IAM, Users, Security credentials; the rights that it needs are
      in docs/providers/aws.md. Use an account in which nothing else is: all that is made is tagged and deleted again.""";

  private AwsLive() {}

  /**
   * Runs it and exits with what came of it.
   *
   * @param arguments none; see the variables of the environment
   */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(System.getenv(), System.out));
  }

  /**
   * Runs it.
   *
   * @param environment {@code REGION}, {@code TYPE}, {@code CEILING} and {@code ENDPOINT}, each
   *     with a default
   */
  static int run(Map<String, String> environment, PrintStream out) throws IOException {
    String region = value(environment, "REGION", "eu-central-1");
    Map<String, String> settings = new HashMap<>();
    settings.put("regions", region);
    String endpoint = value(environment, "ENDPOINT", "");
    if (!endpoint.isEmpty()) {
      settings.put("endpoint", endpoint);
      settings.put("pollMillis", "200");
    }
    BigDecimal ceiling;
    try {
      ceiling = new BigDecimal(value(environment, "CEILING", "0.50"));
    } catch (NumberFormatException e) {
      out.println("not run: CEILING must be an amount in USD such as 0.50");
      return LiveRun.NOT_POSSIBLE;
    }
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    try {
      return new LiveRun(
              new AwsFactory("0.0.0"),
              new AccountConfiguration("live", "default", "aws", settings),
              new CatalogComponent(),
              new LiveRun.Target(
                  region,
                  value(environment, "TYPE", "t3.micro"),
                  "amazon-linux-2023",
                  ceiling,
                  HELP),
              out)
          .run(scheduler, Files.createTempDirectory("novacron-live"));
    } catch (ProblemException e) {
      out.println("not run: " + e.getMessage());
      return LiveRun.NOT_POSSIBLE;
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static String value(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, "").trim();
    return value.isEmpty() ? otherwise : value;
  }
}
