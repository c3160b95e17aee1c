package io.novacron.provider.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.machine.MachineState;
import io.novacron.api.provider.Instance;
import io.novacron.api.provider.InstanceRequest;
import io.novacron.api.provider.OwnerTag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd clocks, zones and locales. */
public interface ClockClauses extends ContractSubject {
  @ParameterizedTest(name = "T28 locale {0}, zone {1}, clock at {2}")
  @CsvSource({
    "tr-TR, Europe/Istanbul, 2026-11-23T10:00:00Z",
    "th-TH-u-ca-buddhist-nu-thai, Asia/Kathmandu, 2026-11-23T18:14:59Z",
    "ar-EG-u-nu-arab, America/New_York, 2026-11-01T05:59:59Z",
    "de-DE, America/New_York, 2026-03-08T06:59:59Z",
    "hi-IN-u-nu-deva, Australia/Lord_Howe, 2026-04-04T14:59:59Z"
  })
  @DisplayName("T28 an odd locale or a change of the clocks changes nothing")
  default void anOddLocaleOrAChangeOfTheClocksChangesNothing(
      String locale, String zone, Instant start) {
    Locale formerLocale = Locale.getDefault();
    TimeZone formerZone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), start));
      reopen(clock);
      liveAndReopen(clock);
    } finally {
      Locale.setDefault(formerLocale);
      TimeZone.setDefault(formerZone);
    }
  }

  @Test
  @DisplayName(
      "T28 a clock set back or forward by five minutes holds nothing up and brings nothing back")
  default void aClockSetByFiveMinutesHoldsNothingUp() {
    InstanceRequest request = request();
    String token = ContractSession.newToken();
    Clock clock = Clock.systemUTC();
    reopen(Clock.offset(clock, Duration.ofMinutes(5)));
    session().outcome(session().compute().create(session().context(token), request));
    reopen(Clock.offset(clock, Duration.ofMinutes(-5)));
    Instance running = session().running(token, request);
    ReadClauses.awaitVisible(this, request.region(), running.reference());
    reopen(Clock.offset(clock, Duration.ofMinutes(5)));
    session().deleted(request.region(), running.reference());
    reopen(clock);
    assertThat(session().described(request.region(), running.reference()).stream())
        .allSatisfy(shown -> assertThat(shown.state()).isEqualTo(MachineState.DELETED));
  }

  private void liveAndReopen(Clock clock) {
    InstanceRequest request = request();
    Instant before = clock.instant();
    String token = ContractSession.newToken();
    Instance made = session().running(token, request);
    assertThat(made.observedAt()).isBetween(before, clock.instant());
    ContractSession later = reopen(clock);
    Instance seen = ReadClauses.awaitVisible(this, request.region(), made.reference());
    assertThat(seen.state()).isEqualTo(MachineState.RUNNING);
    assertThat(seen.idempotencyToken()).isEqualTo(token);
    assertThat(OwnerTag.fromTags(seen.tags())).contains(request.owner());
    assertThat(seen.addresses()).isEqualTo(made.addresses());
    later.deleted(request.region(), made.reference());
  }
}
