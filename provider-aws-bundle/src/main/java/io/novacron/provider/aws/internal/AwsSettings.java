package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ConfigurationKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an AWS account.
 *
 * @param regions regions that may be used; empty for all that are enabled in the account
 * @param endpoint where all services are reached, for an emulator; absent for AWS
 * @param clientTokensIgnored whether what is at the endpoint makes two machines of one client token
 * @param credentials where credentials come from
 * @param images what logical names of images mean, beside the built-in ones
 * @param pageSize machines in a page of a list
 * @param poll how long to wait before an accepted call is asked after
 * @param connections connections at most
 * @param connectTimeout how long a connection may take to be made
 */
record AwsSettings(
    List<String> regions,
    @Nullable URI endpoint,
    boolean clientTokensIgnored,
    CredentialsSource credentials,
    Map<String, ImageQuery> images,
    int pageSize,
    Duration poll,
    int connections,
    Duration connectTimeout) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

  static final List<ConfigurationKey> KEYS =
      List.of(
          ConfigurationKey.word(
              "regions",
              "",
              "Regions that may be used, separated by commas; without it, all that are enabled in"
                  + " the account and in the catalog."),
          ConfigurationKey.word(
              "endpoint",
              "",
              "URL at which all services are reached instead of AWS, such as"
                  + " http://127.0.0.1:5000; for emulators."),
          new ConfigurationKey(
              "clientTokens",
              ConfigurationKey.Type.WORD,
              false,
              "honoured",
              null,
              null,
              Set.of("honoured", "ignored"),
              null,
              "Whether one client token makes one machine, as it does at AWS; ignored for emulators"
                  + " that make two: then a create is repeated only when nothing can be there, and"
                  + " a second machine is looked for and removed."),
          new ConfigurationKey(
              "credentials",
              ConfigurationKey.Type.WORD,
              false,
              "default",
              null,
              null,
              Set.of("default", "profile", "reference"),
              null,
              "Where credentials come from: the SDK's default chain, a profile of the shared files,"
                  + " or the references accessKeyId and secretAccessKey."),
          ConfigurationKey.word("profile", "", "Name of the profile, for credentials = profile."),
          ConfigurationKey.word(
              "accessKeyId",
              "",
              "Id of the access key, as file:/path or env:NAME, for credentials = reference."),
          ConfigurationKey.word(
              "secretAccessKey",
              "",
              "The secret access key, as file:/path or env:NAME; never the key itself."),
          ConfigurationKey.word(
              "sessionToken",
              "",
              "The session token of temporary credentials, as file:/path or env:NAME; never the"
                  + " token itself."),
          ConfigurationKey.word(
              "roleArn", "", "Role that is assumed with these credentials for every call."),
          ConfigurationKey.word(
              "externalId", "", "External id that the role asks for, as file:/path or env:NAME."),
          ConfigurationKey.word(
              "images",
              "",
              "More logical images, separated by commas, each as name/architecture=owner:pattern"
                  + " with the architecture amd64 or arm64; the newest that fits is taken."),
          ConfigurationKey.integer(
              "pageSize",
              1_000,
              5,
              1_000,
              "machines",
              "Machines, volumes, snapshots, subnets or security groups in a page of a list."),
          ConfigurationKey.integer(
              "pollMillis",
              2_000,
              10,
              60_000,
              "ms",
              "How long to wait before AWS is asked how a change is getting on."),
          ConfigurationKey.integer(
              "connections", 64, 1, 1_000, "connections", "Connections to AWS at most."),
          ConfigurationKey.integer(
              "connectTimeoutMillis",
              5_000,
              100,
              60_000,
              "ms",
              "How long a connection may take to be made."));

  AwsSettings {
    regions = List.copyOf(regions);
    images = Map.copyOf(images);
  }

  /**
   * Reads the settings of an account.
   *
   * @throws ProblemException with INVALID when they do not fit together
   */
  static AwsSettings of(AccountConfiguration account) {
    Map<String, String> given = account.settings();
    return new AwsSettings(
        regions(given),
        endpoint(given),
        clientTokensIgnored(given),
        CredentialsSource.of(given),
        images(given),
        Math.toIntExact(number(given, "pageSize")),
        Duration.ofMillis(number(given, "pollMillis")),
        Math.toIntExact(number(given, "connections")),
        Duration.ofMillis(number(given, "connectTimeoutMillis")));
  }

  /** Whether a word has the form of a region of AWS. */
  static boolean isRegion(String word) {
    return REGION.matcher(word).matches();
  }

  /** A setting; empty when it is not given. */
  static String word(Map<String, String> given, String key) {
    return given.getOrDefault(key, "").trim();
  }

  /** What is thrown for a setting that is wrong. */
  static ProblemException wrong(String key, String what) {
    return new ProblemException(
        Problem.builder("account-setting", Category.INVALID, key + " " + what).build());
  }

  private static List<String> regions(Map<String, String> given) {
    List<String> regions = list(word(given, "regions"));
    for (String region : regions) {
      if (!isRegion(region)) {
        throw wrong("regions", "must name regions such as eu-central-1 but has \"" + region + "\"");
      }
    }
    return regions;
  }

  private static @Nullable URI endpoint(Map<String, String> given) {
    String endpoint = word(given, "endpoint");
    if (endpoint.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(endpoint);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, like everything else that is not such a URL.
    }
    throw wrong("endpoint", "must be a URL such as http://127.0.0.1:5000");
  }

  private static boolean clientTokensIgnored(Map<String, String> given) {
    boolean ignored = word(given, "clientTokens").equals("ignored");
    if (ignored && word(given, "endpoint").isEmpty()) {
      throw wrong("clientTokens", "may be ignored only with an endpoint, since AWS honours them");
    }
    return ignored;
  }

  private static Map<String, ImageQuery> images(Map<String, String> given) {
    Map<String, ImageQuery> images = new LinkedHashMap<>();
    for (String entry : list(word(given, "images"))) {
      int equals = entry.indexOf('=');
      int colon = entry.indexOf(':', equals + 1);
      String name = equals < 0 ? "" : entry.substring(0, equals).trim();
      if (colon < 0 || !(name.endsWith("/amd64") || name.endsWith("/arm64"))) {
        throw wrong(
            "images",
            "must be of the form name/architecture=owner:pattern, with amd64 or arm64, but has \""
                + entry
                + "\"");
      }
      images.put(
          name,
          new ImageQuery(
              entry.substring(equals + 1, colon).trim(), entry.substring(colon + 1).trim()));
    }
    return images;
  }

  private static long number(Map<String, String> given, String key) {
    String value = given.get(key);
    if (value == null) {
      value =
          KEYS.stream()
              .filter(each -> each.name().equals(key))
              .findFirst()
              .map(ConfigurationKey::defaultValue)
              .orElseThrow();
    }
    return Long.parseLong(value);
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::trim)
        .filter(each -> !each.isEmpty())
        .toList();
  }
}
