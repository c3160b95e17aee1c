package io.novacron.api.packing;

/** What a host lacks for a machine, in the order in which it is looked for. */
public enum Shortage {
  /** It is not the host, or not in the failure domain, that the machine must be on. */
  PLACE("place"),
  /** Its GPUs are of no model that will do. */
  GPU_MODEL("GPU model"),
  /** Too few GPUs, or too little of each, is free. */
  GPU("thousandths of a GPU"),
  /** Too little processor time is free. */
  CPU("thousandths of a core"),
  /** Too little memory is free. */
  MEMORY("bytes of memory");

  private final String unit;

  Shortage(String unit) {
    this.unit = unit;
  }

  /** In what it is counted. */
  public String unit() {
    return unit;
  }
}
