package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure sizes whose published Linux price is that of Windows. The source tells the two apart by a
 * name that two groups of sizes do not follow: AMD v5 (0.046 dollars per vCPU more) and burstable
 * v2 (0.0046 more).
 *
 * <p>Prices of a family in a region are one level times the size's share of it: per listed vCPU, a
 * D or E size without a local disk costs 0.835 or 0.863 of one with; a B size of 2 vCPUs with low
 * memory costs a half, of more vCPUs 0.885, and a tiny one an eighth of the plain size. The level
 * is the lowest that any size of the family shows, because nothing makes a price too low. A price
 * that exceeds its share of the level by the surcharge, to a quarter of it, holds it; no price lies
 * between.
 */
final class WindowsSurcharge implements CatalogRule {
  private static final Pattern AMD_V5 = Pattern.compile("Standard_([DE])\\d+(?:-\\d+)?i?a(d?)s_v5");
  private static final Pattern BURSTABLE_V2 = Pattern.compile("Standard_B(\\d+)([ap]?)([lt]?)s_v2");
  private static final int AMD_SURCHARGE = 46_000;
  private static final int BURSTABLE_SURCHARGE = 4_600;
  private static final double TOLERANCE = 0.25;
  private static final List<String> FAMILIES = List.of("D", "E", "B", "Ba", "Bp");

  /**
   * Where a size belongs.
   *
   * @param family number of the family
   * @param share its price per vCPU as a part of the family's level
   * @param surcharge what Windows costs per vCPU, in millionths of a dollar
   */
  private record Member(int family, double share, int surcharge) {}

  @Override
  public String name() {
    return "windows-surcharge";
  }

  @Override
  public int apply(CatalogDraft draft) {
    @Nullable Member[] members = new @Nullable Member[draft.types().size()];
    double[][] levels = new double[FAMILIES.size()][draft.regions().size()];
    for (double[] level : levels) {
      Arrays.fill(level, Double.MAX_VALUE);
    }
    for (int type = 0; type < members.length; type++) {
      @Nullable Member member = member(draft.types().get(type));
      members[type] = member;
      for (int offer = draft.firstOffer(type);
          member != null && offer < draft.endOffer(type);
          offer++) {
        double level = perVcpu(draft, offer) / member.share();
        double[] family = levels[member.family()];
        family[draft.regionOf(offer)] = Math.min(family[draft.regionOf(offer)], level);
      }
    }
    int touched = 0;
    for (int type = 0; type < members.length; type++) {
      @Nullable Member member = members[type];
      for (int offer = draft.firstOffer(type);
          member != null && offer < draft.endOffer(type);
          offer++) {
        double usual = member.share() * levels[member.family()][draft.regionOf(offer)];
        double surcharges = (perVcpu(draft, offer) - usual) / member.surcharge();
        if (Math.abs(surcharges - 1) < TOLERANCE) {
          int surcharge = member.surcharge() * draft.listedVcpus(type);
          draft.setOnDemand(offer, draft.onDemand(offer) - surcharge);
          draft.mark(offer, Mark.PRICE_CORRECTED);
          touched++;
        }
      }
    }
    return touched;
  }

  /** The surcharge is counted on the listed vCPUs, also of sizes of which fewer are active. */
  private static double perVcpu(CatalogDraft draft, int offer) {
    return (double) draft.published(offer) / draft.listedVcpus(draft.typeOf(offer));
  }

  private static @Nullable Member member(InstanceType type) {
    if (!type.cloud().equals("azure")) {
      return null;
    }
    Matcher amd = AMD_V5.matcher(type.name());
    if (amd.matches()) {
      boolean disk = !amd.group(2).isEmpty();
      boolean general = amd.group(1).equals("D");
      double share = disk ? 1 : general ? 0.835 : 0.863;
      return new Member(FAMILIES.indexOf(amd.group(1)), share, AMD_SURCHARGE);
    }
    Matcher burstable = BURSTABLE_V2.matcher(type.name());
    if (burstable.matches()) {
      double share =
          switch (burstable.group(3)) {
            case "t" -> 0.125;
            case "l" -> burstable.group(1).equals("2") ? 0.5 : 0.885;
            default -> 1;
          };
      return new Member(FAMILIES.indexOf("B" + burstable.group(2)), share, BURSTABLE_SURCHARGE);
    }
    return null;
  }
}
