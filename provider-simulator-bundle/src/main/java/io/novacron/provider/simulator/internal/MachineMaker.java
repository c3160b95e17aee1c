package io.novacron.provider.simulator.internal;

import io.novacron.api.provider.InstanceRequest;

/** Works out what is settled about a new machine. */
final class MachineMaker {
  private final String account;
  private final CloudStyle style;
  private final long seed;

  MachineMaker(String account, CloudStyle style, long seed) {
    this.account = account;
    this.style = style;
    this.seed = seed;
  }

  /**
   * Makes the facts of a machine, with a reference and an address that are free in the fleet.
   *
   * @param birth what it is made from
   * @param admitted what was decided about it
   * @param fleet the machines that there are
   */
  MachineFacts make(Birth birth, Admission.Verdict.Admitted admitted, Fleet fleet) {
    InstanceRequest request = birth.request();
    String token = birth.token();
    return new MachineFacts(
        reference(request, token, admitted.zone(), fleet),
        request.name(),
        request.region(),
        admitted.zone(),
        request.instanceType(),
        admitted.vcpus(),
        admitted.image(),
        request.market().kind(),
        request.disks(),
        address(request.region(), token, fleet),
        token,
        birth.shape(),
        birth.tags(),
        birth.attributes(),
        admitted.place());
  }

  private String reference(InstanceRequest request, String token, String zone, Fleet fleet) {
    for (int round = 0; ; round++) {
      Draw draw = Draw.of(seed, "reference", account, token, Integer.toString(round));
      String reference = style.reference(account, zone, request.name(), draw);
      if (fleet.byReference(reference) == null) {
        return reference;
      }
    }
  }

  private String address(String region, String token, Fleet fleet) {
    for (int round = 0; ; round++) {
      int host =
          1
              + Draw.of(seed, "address", account, region, token, Integer.toString(round))
                  .below((1 << 24) - 2);
      String address = "10." + (host >>> 16) + "." + (host >>> 8 & 0xff) + "." + (host & 0xff);
      if (!fleet.addressInUse(region, address)) {
        return address;
      }
    }
  }
}
