package io.novacron.security.internal.audit;

import io.novacron.api.security.AuditRecord;
import io.novacron.api.security.Caller;
import io.novacron.api.store.StateStore;
import io.novacron.security.internal.CredentialException;
import io.novacron.security.internal.SecurityDirectory;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the end of the chain in a file outside the store, and checks the latest segment against it
 * when the store is first there. So a chain that was cut off together with its head is found.
 * Called again and again by one thread.
 */
public final class AuditCheckpoint {
  private static final Logger LOG = LoggerFactory.getLogger(AuditCheckpoint.class);
  private static final String FILE = "audit-checkpoint";
  private static final Pattern CONTENT = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})");

  private final AuditLayout layout;
  private final ChainedAuditLog log;
  private final SecurityDirectory directory;
  private final Supplier<@Nullable StateStore> store;
  private final Clock clock;
  private boolean verified;
  private @Nullable ChainEnd kept;

  /** Makes the checkpoint of a chain. */
  public AuditCheckpoint(
      String chain,
      ChainedAuditLog log,
      SecurityDirectory directory,
      Supplier<@Nullable StateStore> store,
      Clock clock) {
    this(new AuditLayout(chain, AuditLayout.SEGMENT_SIZE), log, directory, store, clock);
  }

  AuditCheckpoint(
      AuditLayout layout,
      ChainedAuditLog log,
      SecurityDirectory directory,
      Supplier<@Nullable StateStore> store,
      Clock clock) {
    this.layout = layout;
    this.log = log;
    this.directory = directory;
    this.store = store;
    this.clock = clock;
  }

  /** Checks the chain if that was not done yet, then keeps its end if it moved. */
  public void update() {
    StateStore current = store.get();
    if (!verified && current != null) {
      verify(current);
    }
    if (verified) {
      keep();
    }
  }

  private void verify(StateStore current) {
    try {
      kept = read();
      report(new AuditVerifier(layout, current).verify(1, kept));
      verified = true;
    } catch (CredentialException e) {
      report(new Verification.Broken(0, e.getMessage()));
      verified = true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("audit=unverified chain={} reason=\"{}\"", layout.chain(), e.toString());
    }
  }

  private void report(Verification result) {
    if (result instanceof Verification.Intact intact) {
      LOG.info(
          "audit=intact chain={} checked={} last={}",
          layout.chain(),
          intact.links(),
          intact.sequence());
      return;
    }
    Verification.Broken broken = (Verification.Broken) result;
    LOG.error(
        "audit=broken chain={} sequence={} reason=\"{}\"",
        layout.chain(),
        broken.sequence(),
        broken.reason());
    // The finding itself goes into the chain, since later checkpoints will not show it any more.
    log.append(
            new AuditRecord(
                clock.instant(),
                new Caller("novacron", "system", Set.of(), "system", "local", "audit-verification"),
                "audit:verify",
                "audit",
                layout.chain() + " link " + broken.sequence(),
                null,
                AuditRecord.Result.FAILED,
                "chain-broken",
                null,
                null))
        .exceptionally(
            failure -> {
              LOG.warn("audit=unwritable reason=\"{}\"", failure.toString());
              return null;
            });
  }

  private void keep() {
    ChainEnd end = log.end();
    if (end == null || end.sequence() == 0 || end.equals(kept)) {
      return;
    }
    try {
      directory.write(FILE, end.sequence() + " " + end.hash() + "\n");
      kept = end;
    } catch (IOException e) {
      LOG.warn("audit=checkpoint-unwritten reason=\"{}\"", e.toString());
    }
  }

  private @Nullable ChainEnd read() throws IOException {
    String content = directory.read(FILE);
    if (content == null) {
      return null;
    }
    Matcher parts = CONTENT.matcher(content);
    if (!parts.matches()) {
      throw new CredentialException(
          "file " + directory.resolve(FILE) + " does not hold a sequence and a hash");
    }
    return new ChainEnd(Long.parseLong(parts.group(1)), parts.group(2));
  }
}
