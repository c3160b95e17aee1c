package io.novacron.rest.internal.page;

import java.util.Map;
import java.util.Optional;

/**
 * A page for each code of a problem, at the address that its {@code type} is, and one of them all.
 */
final class ProblemPages {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
      <link rel="stylesheet" href="/docs/page.css">
      </head>
      <body>
      <h1>%s</h1>
      """;
  private static final String END = "</body>\n</html>\n";

  private final Map<String, ProblemCatalog.Entry> entries;

  ProblemPages(ProblemCatalog catalog) {
    this.entries = catalog.entries();
  }

  String all() {
    StringBuilder page = new StringBuilder(HEAD.formatted("Problems of NovaCron", "Problems"));
    page.append("<table>\n<tr><th>code</th><th>what happened</th><th>what to do</th></tr>\n");
    entries.forEach(
        (code, entry) ->
            page.append(
                "<tr><td><a href=\"/problems/%s\">%s</a></td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(code, code, escaped(entry.meaning()), escaped(entry.nextStep()))));
    return page.append("</table>\n").append(END).toString();
  }

  Optional<String> of(String code) {
    return Optional.ofNullable(entries.get(code))
        .map(
            entry ->
                HEAD.formatted(code + " - NovaCron", code)
                    + "<p>"
                    + escaped(entry.meaning())
                    + "</p>\n<h2>What to do</h2>\n<p>"
                    + escaped(entry.nextStep())
                    + "</p>\n<p><a href=\"/problems\">All problems</a></p>\n"
                    + END);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
