package io.novacron.provider.simulator.internal;

import io.novacron.api.packing.FunnelStep;
import io.novacron.api.packing.Host;
import io.novacron.api.packing.PackingOutcome;
import io.novacron.api.packing.PackingStrategy;
import io.novacron.api.packing.RankedHost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;

/** Says for people why a host was chosen, or why there is none. */
final class HostWords {
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal MILLIS = BigDecimal.valueOf(Host.WHOLE_GPU);

  private HostWords() {}

  /** Why a host was chosen, as one line. */
  static String why(PackingOutcome.Found found, PackingStrategy strategy) {
    RankedHost other = found.runnerUp();
    String room = found.funnel().suitable() + " of " + found.funnel().hosts() + " hosts had room";
    if (other == null) {
      return room;
    }
    String before = "; before " + other.host() + " by ";
    return switch (found.decidedBy()) {
      case GROUP -> room + before + margin(found) + " machines of its group";
      case SCORE -> room + before + margin(found) + " " + strategy.scoreUnit();
      case TIE_SCORE -> room + before + margin(found) + " " + strategy.tieScoreUnit();
      case LOT -> room + "; equal to " + other.host() + ", so a lot decided";
      case NO_OTHER -> room;
    };
  }

  /** What the hosts lack, as the end of a sentence. */
  static String lack(PackingOutcome.NoRoom none) {
    return none.funnel().steps().stream()
        .map(HostWords::lack)
        .collect(Collectors.joining("; ", "of " + none.funnel().hosts() + " hosts ", ""));
  }

  private static String lack(FunnelStep step) {
    String closest = step.hosts() + " lack ";
    return switch (step.shortage()) {
      case PLACE -> step.hosts() + " are not in " + step.asked();
      case GPU_MODEL -> closest + "GPUs of model " + step.asked();
      case GPU -> closest + "GPUs" + free(step, MILLIS, " GPUs");
      case CPU -> closest + "vCPUs" + free(step, MILLIS, " vCPUs");
      case MEMORY -> closest + "memory" + free(step, GIB, " GiB");
    };
  }

  private static String free(FunnelStep step, BigDecimal unit, String name) {
    return " (most is free on "
        + step.example()
        + ": "
        + amount(step.has(), unit)
        + " of the "
        + amount(step.asked(), unit)
        + name
        + ")";
  }

  private static String amount(String text, BigDecimal unit) {
    return plain(new BigDecimal(text).divide(unit, 2, RoundingMode.DOWN));
  }

  private static String margin(PackingOutcome.Found found) {
    return plain(BigDecimal.valueOf(found.margin()).setScale(3, RoundingMode.HALF_UP));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
