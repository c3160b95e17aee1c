package com.example.provider.cloud;

/** A refusal of the cloud. */
public final class CloudException extends Exception {
  private static final long serialVersionUID = 1;

  private final String code;

  /**
   * Makes one.
   *
   * @param code the cloud's own code, such as {@code NoSuchMachine}
   * @param message the cloud's own words
   */
  public CloudException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The cloud's own code. */
  public String code() {
    return code;
  }
}
