package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.Draw;
import io.novacron.provider.simulator.internal.Effect;
import io.novacron.provider.simulator.internal.LatencyModel;
import io.novacron.provider.simulator.internal.LogUnavailableException;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests of the AWS SDK to the engine and back: half of the latency there, half of it
 * back, by timers; a reply waits until what it tells of is on disk. Safe for use by many threads.
 */
final class AwsFace {
  private static final Logger LOG = LoggerFactory.getLogger(AwsFace.class);

  private static final long LONGEST_SILENCE_MINUTES = 10;
  private static final long ENDLESS_KIB_PER_SECOND = 1_024;

  private final SimulatedAccount account;
  private final Ec2Service ec2;
  private final CloudWatchService cloudWatch;
  private final ServiceQuotasService serviceQuotas;
  private final StsService sts = new StsService();
  private final FaultBook faults;
  private final CallBook calls;
  private final LatencyModel latencies;
  private final AtomicLong counter = new AtomicLong();
  private final String run;

  AwsFace(
      SimulatedAccount account,
      Ec2Service ec2,
      CloudWatchService cloudWatch,
      FaultBook faults,
      CallBook calls) {
    this.account = account;
    this.ec2 = ec2;
    this.cloudWatch = cloudWatch;
    this.serviceQuotas = new ServiceQuotasService(account);
    this.faults = faults;
    this.calls = calls;
    this.latencies =
        new LatencyModel(
            account.settings().latencyMillis(), account.settings().latencySpreadPercent());
    this.run = account.clock().instant().toString();
  }

  /** All actions that there are. */
  static Set<String> actions(Ec2Service ec2) {
    Set<String> actions = new HashSet<>(ec2.actions());
    actions.add(CloudWatchService.ACTION);
    actions.addAll(StsService.ACTIONS);
    actions.addAll(ServiceQuotasService.ACTIONS);
    return actions;
  }

  /** Takes a request whose body is read. */
  void take(Request request, byte[] body, Delivery delivery) {
    new Journey(request, body, delivery).begin();
  }

  /** One request on its way. */
  private final class Journey {
    private final Delivery delivery;
    private final byte[] body;
    private final boolean metrics;
    private final boolean limits;
    private final @Nullable SigningScope scope;
    private final @Nullable String signedAt;
    private final @Nullable String sessionToken;
    private final String requestId;
    private final Draw chance;
    private @Nullable Parameters parameters;
    private @Nullable AwsError unreadable;
    private String action = "";
    private boolean roles;
    private Misfortune misfortune = Misfortune.NONE;
    private long nanos;

    Journey(Request request, byte[] body, Delivery delivery) {
      this.body = body;
      this.delivery = delivery;
      String path = Request.getPathInContext(request);
      this.metrics = path.startsWith(CloudWatchService.PATH);
      this.scope = SigningScope.of(request.getHeaders().get(HttpHeader.AUTHORIZATION));
      this.signedAt = request.getHeaders().get("X-Amz-Date");
      this.sessionToken = request.getHeaders().get("X-Amz-Security-Token");
      this.chance =
          Draw.of(
              account.settings().seed(), "request", run, Long.toString(counter.incrementAndGet()));
      this.requestId = chance.uuid();
      String target = request.getHeaders().get("X-Amz-Target");
      this.limits = target != null && target.startsWith(ServiceQuotasService.TARGET);
      if (metrics) {
        action = path.substring(CloudWatchService.PATH.length());
      } else if (target != null && limits) {
        action = target.substring(ServiceQuotasService.TARGET.length());
      }
    }

    void begin() {
      if (!metrics && !limits) {
        try {
          parameters = Parameters.ofForm(new String(body, StandardCharsets.UTF_8));
          action = parameters.get("Action", "");
          roles = parameters.get("Version", "").equals(StsService.VERSION);
        } catch (AwsError e) {
          unreadable = e;
        }
      }
      CallKey key =
          new CallKey(
              action,
              scope == null ? "" : scope.region(),
              scope == null ? "" : scope.accessKey(),
              mutating());
      calls.received(key);
      misfortune = faults.strike(key);
      nanos = latencies.nanos(chance) + TimeUnit.MILLISECONDS.toNanos(misfortune.extraMillis());
      account.timers().after(nanos / 2, TimeUnit.NANOSECONDS, this::arrive);
    }

    private boolean mutating() {
      Ec2Action known = ec2.action(action);
      return known != null && known.mutating();
    }

    private void arrive() {
      if (misfortune.is(FaultName.LOST_REQUEST)) {
        lose();
        return;
      }
      Effect<HttpReply> effect;
      try {
        effect = answer();
      } catch (AwsError e) {
        // It may tell of a change that is not on disk yet, such as a name that is taken.
        HttpReply refusal = refusal(e);
        effect = account.cloud().look(fleet -> refusal);
      } catch (RuntimeException e) {
        LOG.error("msg=\"a call failed\" action={} request={}", action, requestId, e);
        effect =
            Effect.of(
                refusal(
                    AwsError.of(500, "InternalError", "The simulator failed; its log says how.")));
      }
      Effect<HttpReply> done = effect;
      account
          .timers()
          .after(
              nanos - nanos / 2,
              TimeUnit.NANOSECONDS,
              () -> {
                // The log's thread has other work to do than to send replies.
                var unused =
                    done.durable()
                        .whenComplete(
                            (written, failed) -> account.timers().execute(() -> reply(done)));
              });
    }

    private Effect<HttpReply> answer() {
      refuseByFault();
      if (scope == null) {
        throw AwsError.of(
            401,
            "AuthFailure",
            "AWS was not able to validate the provided access credentials: the request is not"
                + " signed.");
      }
      String service = service();
      if (!scope.service().equals(service)
          || !account.admission().regions().contains(scope.region())) {
        throw AwsError.of(
            401,
            "AuthFailure",
            "Credential should be scoped to a valid region and to service " + service + ".");
      }
      scope.check(signedAt, now(), mutating());
      StsService.check(sessionToken, now());
      if (unreadable != null) {
        throw unreadable;
      }
      if (metrics) {
        return cloudWatch.answer(action, scope.region(), body, what -> calls.unknown(action, what));
      }
      if (limits) {
        return Effect.of(
            serviceQuotas.answer(
                action, scope.region(), body, what -> calls.unknown(action, what)));
      }
      if (parameters == null || action.isEmpty()) {
        throw AwsError.client("MissingAction", "The request must contain the parameter Action.");
      }
      if (roles) {
        return Effect.of(
            sts.answer(
                action, parameters, scope, requestId, now(), what -> calls.unknown(action, what)));
      }
      return ec2.answer(
          new Ec2Call(
              action,
              scope.region(),
              parameters,
              requestId,
              misfortune.stuckBy(),
              misfortune.stateWord(),
              what -> calls.unknown(action, what)));
    }

    private String service() {
      if (metrics) {
        return CloudWatchService.NAME;
      }
      if (limits) {
        return ServiceQuotasService.NAME;
      }
      return roles ? StsService.NAME : Ec2Service.NAME;
    }

    private void refuseByFault() {
      FaultInForce fault = misfortune.decisive();
      if (fault == null) {
        return;
      }
      String code = misfortune.parameter("code");
      switch (fault.name()) {
        case THROTTLE, RATE_LIMIT -> throw throttled(fault);
        case CAPACITY ->
            throw AwsError.of(
                500,
                "InsufficientInstanceCapacity",
                "There is no capacity for the instance type right now.");
        case QUOTA ->
            throw AwsError.client(code, "You have requested more than your limit allows.");
        case DENIED -> throw SigningScope.denied(code.equals("AuthFailure") ? 401 : 403, code);
        case UNAVAILABLE ->
            throw AwsError.of(
                code.equals("InternalError") ? 500 : 503, code, "The service is not available.");
        default -> {
          // It hits the reply.
        }
      }
    }

    private AwsError throttled(FaultInForce fault) {
      Map<String, String> headers =
          fault.text("retryAfterMillis").isEmpty()
              ? Map.of()
              : Map.of(
                  "Retry-After", Long.toString((fault.number("retryAfterMillis") + 999) / 1_000));
      return metrics || limits
          ? new AwsError(400, "Throttling", "Rate exceeded", headers)
          : new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.", headers);
    }

    private void reply(Effect<HttpReply> effect) {
      HttpReply reply;
      try {
        effect.durable().join();
        reply = effect.value();
      } catch (CompletionException e) {
        boolean undone = e.getCause() instanceof LogUnavailableException cause && cause.undone();
        if (undone || !effect.change()) {
          reply = refusal(AwsError.of(503, "Unavailable", "The log cannot be written."));
        } else {
          // Whether it has happened is not known, so nothing may be said.
          delivery.reset();
          return;
        }
      }
      deliver(reply);
    }

    private void deliver(HttpReply reply) {
      FaultInForce fault = misfortune.decisive();
      FaultName name = fault == null ? FaultName.SLOW : fault.name();
      switch (name) {
        case LOST_REPLY -> lose();
        case TRUNCATED -> delivery.truncate(reply, requestId, now());
        case MALFORMED -> delivery.garble(reply, requestId, now());
        case ENDLESS ->
            delivery.sendEndlessly(
                reply,
                requestId,
                now(),
                misfortune.parameter("kibPerSecond").isEmpty()
                    ? ENDLESS_KIB_PER_SECOND
                    : Long.parseLong(misfortune.parameter("kibPerSecond")));
        case SLOW_BODY ->
            delivery.drip(
                reply, requestId, now(), Long.parseLong(misfortune.parameter("everyMillis")));
        default -> delivery.send(reply, requestId, now());
      }
    }

    /** Breaks the connection, or leaves the caller waiting. */
    private void lose() {
      if (Boolean.parseBoolean(misfortune.parameter("silent"))) {
        account.timers().after(LONGEST_SILENCE_MINUTES, TimeUnit.MINUTES, delivery::reset);
      } else {
        delivery.reset();
      }
    }

    private HttpReply refusal(AwsError error) {
      calls.refused(action, error.code());
      if (metrics) {
        return cloudWatch.refusal(error);
      }
      if (limits) {
        return serviceQuotas.refusal(error);
      }
      return roles ? StsService.refusal(error, requestId) : Ec2Service.refusal(error, requestId);
    }

    private Instant now() {
      return account.clock().instant().plusSeconds(misfortune.skewSeconds());
    }
  }
}
