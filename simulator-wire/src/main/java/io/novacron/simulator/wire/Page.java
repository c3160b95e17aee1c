package io.novacron.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param nextToken what asks for the next page; absent on the last
 */
record Page<T>(List<T> items, @Nullable String nextToken) {
  static final Set<String> PARAMETERS = Set.of("MaxResults", "NextToken");

  Page {
    items = List.copyOf(items);
  }

  /**
   * Where a page begins.
   *
   * @param call the request
   * @param smallest smallest legal page
   * @param largest largest legal page, which is also what a request gets that names none
   * @param after key of the last item of the page before; empty text on the first
   * @param limit how many items it has at most
   */
  record Start(Ec2Call call, int smallest, int largest, String after, int limit) {}

  /**
   * Reads where a page begins.
   *
   * @throws AwsError when the token is none that a page of this action gave, or the size not legal
   */
  static Start start(Ec2Call call, int smallest, int largest) {
    int limit = (int) call.parameters().number("MaxResults", largest, smallest, largest);
    String token = call.parameters().find("NextToken");
    return new Start(call, smallest, largest, token == null ? "" : after(call, token), limit);
  }

  /**
   * Takes a page from all items.
   *
   * @param items all that match, in the order of their keys, from the start of the page on or
   *     before
   * @param key gives each item a key that sorts as the items do and stays
   */
  static <T> Page<T> of(Start start, Iterator<T> items, Function<T, String> key) {
    List<T> page = new ArrayList<>();
    String last = "";
    while (items.hasNext()) {
      T item = items.next();
      String name = key.apply(item);
      if (name.compareTo(start.after()) <= 0) {
        continue;
      }
      if (page.size() == start.limit()) {
        return new Page<>(page, token(start.call(), last));
      }
      page.add(item);
      last = name;
    }
    return new Page<>(page, null);
  }

  private static String token(Ec2Call call, String key) {
    String text = call.action() + "\n" + call.region() + "\n" + key;
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String after(Ec2Call call, String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", 3);
      if (parts.length == 3 && parts[0].equals(call.action()) && parts[1].equals(call.region())) {
        return parts[2];
      }
    } catch (IllegalArgumentException e) {
      // Told below, together with tokens of other lists.
    }
    throw AwsError.client("InvalidNextToken", "The token is none that a page of this list gave.");
  }
}
