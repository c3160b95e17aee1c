package io.novacron.core.internal.template;

/**
 * A text that can be looked at only so often, so that a regular expression that would take years
 * ends with an error at once.
 */
final class BoundedText implements CharSequence {
  private final CharSequence text;
  private final int[] looksLeft;

  BoundedText(CharSequence text, int looks) {
    this(text, new int[] {looks});
  }

  private BoundedText(CharSequence text, int[] looksLeft) {
    this.text = text;
    this.looksLeft = looksLeft;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (looksLeft[0]-- <= 0) {
      throw new TooManyLooksException();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), looksLeft);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** The text was looked at too often. */
  static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
