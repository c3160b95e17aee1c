package io.novacron.api.operation;

/**
 * How far the parts of an operation are.
 *
 * @param total how many there are
 * @param done how many will not change any more, the failed ones included
 * @param failed how many of those failed or were cancelled
 */
public record Children(int total, int done, int failed) {
  public Children {
    if (failed < 0 || done < failed || total < done) {
      throw new IllegalArgumentException(
          "of " + total + " parts " + done + " are done and " + failed + " have failed");
    }
  }
}
