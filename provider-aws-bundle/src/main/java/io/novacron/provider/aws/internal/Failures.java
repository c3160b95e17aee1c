package io.novacron.provider.aws.internal;

import io.novacron.api.error.Category;
import io.novacron.api.provider.Outcome;
import io.novacron.api.provider.ProviderError;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Turns what the SDK throws into outcomes. */
final class Failures {
  private static final int LONGEST_MESSAGE = 400;
  private static final int LONGEST_RETRY_AFTER_SECONDS = 3600;
  private static final Pattern ENCODED =
      Pattern.compile("Encoded authorization failure message:.*", Pattern.DOTALL);

  private Failures() {}

  /** What came of a call whose request failed. */
  static <T> Outcome<T> outcome(Throwable failure, CallScope scope) {
    Throwable inner = Causes.unwrapped(failure);
    Optional<Refusal> refusal = Causes.find(inner, Refusal.class);
    if (refusal.isPresent()) {
      return new Outcome.Failed<>(refusal.get().error());
    }
    boolean change =
        Causes.find(inner, RequestFailure.class).map(RequestFailure::change).orElse(false);
    Throwable cause =
        inner instanceof RequestFailure && inner.getCause() != null ? inner.getCause() : inner;
    if (change && mayHaveTakenEffect(cause)) {
      return new Outcome.Unknown<>(
          "It is not known whether AWS did it ("
              + scope.action()
              + ", "
              + scope.words()
              + "): "
              + error(cause, scope).message());
    }
    return new Outcome.Failed<>(error(cause, scope));
  }

  /** An error that we found ourselves. */
  static ProviderError own(Category category, String message, CallScope scope) {
    return new ProviderError(category, message, null, null, scope.words(), null);
  }

  /** Whether what the SDK threw is AWS's answer with this code. */
  static boolean hasCode(Throwable failure, String... codes) {
    String code = Causes.find(failure, AwsServiceException.class).map(Failures::code).orElse("");
    for (String each : codes) {
      if (each.equals(code)) {
        return true;
      }
    }
    return false;
  }

  /** What the SDK threw, as an error. */
  static ProviderError error(Throwable failure, CallScope scope) {
    Optional<CredentialsException> credentials = Causes.find(failure, CredentialsException.class);
    if (credentials.isPresent()) {
      return withoutCredentials(credentials.get(), scope);
    }
    Optional<AwsServiceException> answer = Causes.find(failure, AwsServiceException.class);
    if (answer.isPresent()) {
      return answered(answer.get(), scope);
    }
    if (notSent(failure)) {
      return own(
          Category.UNAVAILABLE,
          "AWS cannot be reached ("
              + summary(failure)
              + "). Check the network, the name service, the region and the endpoint setting.",
          scope);
    }
    if (malformed(failure)) {
      return own(
          Category.DEPENDENCY,
          "What came back is no answer of AWS ("
              + summary(failure)
              + "). Check the endpoint setting and what is between here and AWS, such as a proxy.",
          scope);
    }
    return own(
        Category.UNAVAILABLE, "AWS did not answer (" + summary(failure) + "). Ask again.", scope);
  }

  private static ProviderError withoutCredentials(CredentialsException failure, CallScope scope) {
    CallScope account = new CallScope(scope.action(), scope.account(), null, null, null, null);
    Throwable cause = failure.getCause();
    Optional<AwsServiceException> answer =
        cause == null ? Optional.empty() : Causes.find(cause, AwsServiceException.class);
    if (answer.isPresent()) {
      ProviderError error = answered(answer.get(), account);
      return new ProviderError(
          error.category(),
          "The role could not be assumed: " + error.message(),
          error.providerCode(),
          error.requestId(),
          error.scope(),
          error.retryAfter());
    }
    if (cause != null && notSent(cause)) {
      return own(
          Category.UNAVAILABLE,
          "Where credentials come from cannot be reached ("
              + summary(cause)
              + "). Check the network and the endpoint setting.",
          account);
    }
    return own(
        Category.DENIED,
        "There are no credentials: "
            + failure.getMessage()
            + ". Set credentials, profile, accessKeyId and secretAccessKey, or roleArn of the"
            + " account.",
        account);
  }

  private static ProviderError answered(AwsServiceException answer, CallScope scope) {
    String code = code(answer);
    int status = answer.statusCode();
    if (code.isEmpty()) {
      return withoutCode(answer, status, scope);
    }
    ErrorCodes.Meaning meaning = ErrorCodes.meaning(code, status);
    AwsErrorDetails details = answer.awsErrorDetails();
    String said =
        ErrorCodes.tellsWhatWasSigned(code) || details == null || details.errorMessage() == null
            ? ""
            : ENCODED.matcher(details.errorMessage()).replaceAll("").strip();
    String message =
        "AWS refused to "
            + scope.action()
            + " ("
            + code
            + ")"
            + (said.isEmpty() ? ". " : ": " + sentence(said) + " ")
            + meaning.nextStep();
    return new ProviderError(
        meaning.category(), message, code, answer.requestId(), scope.words(), retryAfter(answer));
  }

  private static ProviderError withoutCode(
      AwsServiceException answer, int status, CallScope scope) {
    Category category =
        switch (status) {
          case 401, 403 -> Category.DENIED;
          case 429 -> Category.THROTTLED;
          case 502, 503, 504 -> Category.UNAVAILABLE;
          default -> Category.DEPENDENCY;
        };
    return new ProviderError(
        category,
        "What came back has status "
            + status
            + " and is no answer of AWS. Check the endpoint setting and what is between here and"
            + " AWS, such as a proxy.",
        "HTTP " + status,
        answer.requestId(),
        scope.words(),
        retryAfter(answer));
  }

  /**
   * Whether a request that failed may have done its work. A refusal with a code of AWS's is
   * certain; an error of the server, a lost reply and one that cannot be read are not.
   */
  private static boolean mayHaveTakenEffect(Throwable failure) {
    if (Causes.find(failure, CredentialsException.class).isPresent() || notSent(failure)) {
      return false;
    }
    Optional<AwsServiceException> answer = Causes.find(failure, AwsServiceException.class);
    if (answer.isEmpty()) {
      return true;
    }
    int status = answer.get().statusCode();
    Category category = ErrorCodes.meaning(code(answer.get()), status).category();
    boolean refused =
        category == Category.THROTTLED
            || category == Category.CAPACITY
            || status == 503 && !code(answer.get()).isEmpty();
    return status >= 500 && !refused;
  }

  private static boolean notSent(Throwable failure) {
    return Causes.find(failure, ConnectException.class).isPresent()
        || Causes.find(failure, UnknownHostException.class).isPresent()
        || Causes.find(failure, NoRouteToHostException.class).isPresent()
        || Causes.find(failure, SSLHandshakeException.class).isPresent()
        || Causes.find(failure, RejectedExecutionException.class).isPresent()
        || Causes.find(failure, io.netty.channel.ConnectTimeoutException.class).isPresent()
        || messages(failure).contains("acquire operation took longer");
  }

  private static boolean malformed(Throwable failure) {
    if (Causes.find(failure, MalformedReplyException.class).isPresent()) {
      return true;
    }
    String said = messages(failure);
    return Causes.find(failure, SdkClientException.class).isPresent()
        && (said.contains("parse") || said.contains("unmarshall") || said.contains("xml"));
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    Throwable each = failure;
    for (int i = 0; i < 10 && each != null; i++) {
      all.append(each.getMessage()).append('\n');
      each = each.getCause();
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }

  /** The innermost cause in a few words. What it says of a parser's text is not repeated. */
  private static String summary(Throwable failure) {
    Throwable inner = failure;
    for (int i = 0; i < 20 && inner.getCause() != null && inner.getCause() != inner; i++) {
      inner = inner.getCause();
    }
    if (inner instanceof CancellationException) {
      return "the call was ended";
    }
    String name = inner.getClass().getSimpleName();
    String said = inner.getMessage();
    return said == null || malformedText(inner) ? name : name + ": " + cut(said);
  }

  private static boolean malformedText(Throwable failure) {
    return failure instanceof javax.xml.stream.XMLStreamException;
  }

  private static String code(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static @Nullable Duration retryAfter(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    if (details == null || details.sdkHttpResponse() == null) {
      return null;
    }
    return details
        .sdkHttpResponse()
        .firstMatchingHeader("Retry-After")
        .map(String::trim)
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(Long::parseLong)
        .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS)))
        .orElse(null);
  }

  private static String sentence(String said) {
    String cut = cut(said);
    return cut.endsWith(".") ? cut : cut + ".";
  }

  private static String cut(String said) {
    return said.length() <= LONGEST_MESSAGE ? said : said.substring(0, LONGEST_MESSAGE) + "...";
  }
}
