package io.novacron.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.security.Credential;
import io.novacron.api.security.Secret;
import io.novacron.store.contract.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenAuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final SettableClock clock = new SettableClock(NOW);
  private final RefusedAttempts refused = new RefusedAttempts(audit, clock);
  private final TokenAuthenticator authenticator =
      new TokenAuthenticator(
          List.of(
              new Identity("admin", Role.ADMIN, Secret.of("admin's token")),
              new Identity("alice", Role.VIEWER, Secret.of("alice's token"))),
          refused,
          new AttemptLimit(clock));

  @Test
  void aTokenGivesItsOwnerWithRoleTenantAndWayIn() {
    assertThat(rest("admin's token", "10.0.0.7", "request-1"))
        .isEqualTo(
            new Caller("admin", "default", Set.of("admin"), "rest", "10.0.0.7", "request-1"));
    assertThat(rest("alice's token", "10.0.0.8", "request-2"))
        .isEqualTo(
            new Caller("alice", "default", Set.of("viewer"), "rest", "10.0.0.8", "request-2"));
    assertThat(audit.records).isEmpty();
  }

  @Test
  void theOwnerOfTheShellKeyIsTheAdmin() {
    assertThat(
            authenticator.authenticate(
                new Credential.ProvenPrincipal("admin"), "shell", "local", "request-1"))
        .isEqualTo(new Caller("admin", "default", Set.of("admin"), "shell", "local", "request-1"));
  }

  @Test
  void aNameThatHoldsNoShellKeyIsNobodyEvenWithAToken() {
    assertThatThrownBy(
            () ->
                authenticator.authenticate(
                    new Credential.ProvenPrincipal("alice"), "shell", "local", "request-1"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aWrongTokenIsRefusedWithoutSayingWhy() {
    for (String token : new String[] {"", "admin's toke", "admin's token ", "Admin's token"}) {
      assertThatThrownBy(() -> rest(token, "10.0.0.7", "request-1"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().category()).isEqualTo(Category.UNAUTHENTICATED);
                assertThat(e.problem().detail()).isEqualTo("no valid credential was shown");
                assertThat(e.problem().nextStep()).contains("admin-token");
              });
    }
  }

  @Test
  void theFirstRefusalOfAnAddressIsAuditedAtOnceAndTheOthersAreCounted() {
    for (int i = 1; i <= 1000; i++) {
      refuse("10.0.0.7", "request-" + i);
    }
    refuse("10.0.0.8", "request-x");

    assertThat(audit.records)
        .extracting(entry -> entry.caller().address())
        .containsExactly("10.0.0.7", "10.0.0.8");
    AuditRecord first = audit.records.get(0);
    assertThat(first.at()).isEqualTo(NOW);
    assertThat(first.result()).isEqualTo(AuditRecord.Result.REFUSED);
    assertThat(first.caller().requestId()).isEqualTo("request-1");

    refused.endWindow();

    assertThat(audit.records).hasSize(3);
    assertThat(audit.records.get(2).caller().address()).isEqualTo("10.0.0.7");
    assertThat(audit.records.get(2).target()).isEqualTo("999 more attempts");
    assertThat(audit.records.get(2).caller().requestId()).isEqualTo("request-1000");
  }

  @Test
  void aNewWindowBeginsFromNothing() {
    refuse("10.0.0.7", "request-1");
    refused.endWindow();
    refused.endWindow();
    refuse("10.0.0.7", "request-2");

    assertThat(audit.records)
        .extracting(entry -> entry.caller().requestId())
        .containsExactly("request-1", "request-2");
  }

  @Test
  void refusalsFromManyAddressesLeaveFewRecords() {
    for (int i = 0; i < 100_000; i++) {
      refuse("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255), "request-" + i);
    }
    refused.endWindow();

    assertThat(audit.records).hasSize(66);
    assertThat(audit.records.get(65).caller().address()).isEqualTo("others");
    assertThat(audit.records.get(65).target()).isEqualTo("99935 more attempts");
  }

  @Test
  void anAddressThatGoesOnWithBadTokensIsToldToWaitLongerAndLonger() {
    for (int i = 0; i < AttemptLimit.FREE; i++) {
      assertThat(refusal("10.0.0.7").category()).isEqualTo(Category.UNAUTHENTICATED);
    }

    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      Problem early = refusal("10.0.0.7");
      assertThat(early.category()).isEqualTo(Category.THROTTLED);
      assertThat(early.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(refusal("10.0.0.7").retryAfter()).isEqualTo(Duration.ofMillis(1));
      clock.advance(Duration.ofMillis(1));
      assertThat(refusal("10.0.0.7").category()).isEqualTo(Category.UNAUTHENTICATED);
    }
    assertThat(refusal("10.0.0.8").category()).isEqualTo(Category.UNAUTHENTICATED);
  }

  @Test
  void aGoodTokenIsLetInWhileItsAddressHasToWait() {
    for (int i = 0; i <= AttemptLimit.FREE; i++) {
      refusal("10.0.0.7");
    }

    assertThat(refusal("10.0.0.7").category()).isEqualTo(Category.THROTTLED);
    assertThat(rest("alice's token", "10.0.0.7", "request-1").principal()).isEqualTo("alice");
  }

  @Test
  void anAddressThatWasQuietBeginsAnew() {
    for (int i = 0; i <= AttemptLimit.FREE; i++) {
      refusal("10.0.0.7");
    }
    clock.advance(AttemptLimit.FORGOTTEN_AFTER);

    for (int i = 0; i < AttemptLimit.FREE; i++) {
      assertThat(refusal("10.0.0.7").category()).isEqualTo(Category.UNAUTHENTICATED);
    }
    assertThat(refusal("10.0.0.7").category()).isEqualTo(Category.THROTTLED);
  }

  @Test
  void ofManyAddressesThoseThatFailedLastAreRemembered() {
    AttemptLimit limit = new AttemptLimit(clock);
    for (int i = 0; i < AttemptLimit.FREE; i++) {
      limit.failed("10.0.0.7");
    }
    for (int i = 1; i < AttemptLimit.MOST_ADDRESSES; i++) {
      limit.failed("address " + i);
    }
    assertThat(limit.failed("10.0.0.7")).isEqualTo(Duration.ofSeconds(1));

    limit.failed("one more");

    assertThat(limit.addresses()).isEqualTo(AttemptLimit.MOST_ADDRESSES);
    assertThat(limit.failed("10.0.0.7")).isZero();
  }

  @Test
  void aClockThatIsSetBackLeavesNobodyWaiting() {
    for (int i = 0; i < AttemptLimit.FREE; i++) {
      refusal("10.0.0.7");
    }
    clock.advance(Duration.ofDays(-1));

    assertThat(refusal("10.0.0.7").category()).isEqualTo(Category.UNAUTHENTICATED);
  }

  private Problem refusal(String address) {
    return catchThrowableOfType(ProblemException.class, () -> rest("wrong", address, "request-1"))
        .problem();
  }

  private Caller rest(String token, String address, String requestId) {
    return authenticator.authenticate(
        new Credential.BearerToken(Secret.of(token)), "rest", address, requestId);
  }

  private void refuse(String address, String requestId) {
    assertThatThrownBy(() -> rest("wrong", address, requestId))
        .isInstanceOf(ProblemException.class);
  }
}
