package io.novacron.core.internal.version;

import java.util.regex.Pattern;

/** What a thing with versions may be called. */
public final class RecordName {
  /** The rule, as the rest of a sentence that begins with the field. */
  public static final String RULE =
      "must be 1 to 63 lower-case letters, digits and hyphens, beginning with a letter";

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final int MOST_SHOWN = 80;

  private RecordName() {}

  /** Whether something may be called so. */
  public static boolean legal(String name) {
    return FORM.matcher(name).matches();
  }

  /** A name as it may stand in a message or an audit record, however long it is. */
  public static String shown(String name) {
    return name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "..." : name;
  }
}
