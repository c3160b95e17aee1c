package io.novacron.shell.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.api.request.LongWork;
import io.novacron.api.request.RequestOptions;

/** What commands with {@code --dry-run} have in common of which no plan is kept. */
final class Preview {
  static final String OPTION = "Only check it, and tell what there would be";

  private Preview() {}

  /** How the change is asked for. */
  static RequestOptions options(boolean dryRun) {
    return dryRun ? RequestOptions.DRY_RUN : RequestOptions.NONE;
  }

  /** Tells what work in the background would do. */
  static void write(LongWork work, Output out) {
    Facts facts = new Facts().add("effect", work.effect());
    Json json = new Json();
    out.write(
        facts::print,
        () -> {
          ObjectNode shape = json.object();
          shape.put("dryRun", true);
          shape.put("effect", work.effect());
          return shape;
        },
        facts::table);
    note(true, out);
  }

  /** Says that nothing was done. */
  static void note(boolean dryRun, Output out) {
    if (dryRun) {
      out.note("Nothing was done; leave out --dry-run to do it.");
    }
  }
}
