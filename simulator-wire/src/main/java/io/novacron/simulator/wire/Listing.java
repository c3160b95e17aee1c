package io.novacron.simulator.wire;

import io.novacron.provider.simulator.internal.CloudResource;
import io.novacron.provider.simulator.internal.Effect;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Lists of what an account has beside instances. */
final class Listing {
  private static final int LARGEST_PAGE = 1_000;

  private Listing() {}

  /**
   * Lists, in pages, the resources of a kind in the region.
   *
   * @param ids name of the list of ids that a request may ask for
   * @param missing code of the refusal when one of these is not there
   * @param filter which are listed
   * @param element name of the list in the reply
   * @param write writes one of them
   */
  static Effect<Consumer<Xml>> of(
      Ec2Estate estate,
      Ec2Call call,
      String kind,
      String ids,
      String missing,
      Predicate<CloudResource> filter,
      String element,
      BiConsumer<Xml, CloudResource> write) {
    Page.Start start = Page.start(call, 5, LARGEST_PAGE);
    List<String> asked = call.parameters().list(ids);
    return estate
        .cloud()
        .look(
            fleet ->
                asked.isEmpty()
                    ? List.copyOf(fleet.resources().of(kind, call.region()))
                    : asked.stream()
                        .map(
                            id ->
                                Ec2Estate.resource(
                                    fleet.resources(), kind, call.region(), id, missing))
                        .toList())
        // Filters may have to look at very many, which must not keep the engine from its work.
        .map(
            all ->
                Page.of(
                    start,
                    all.stream()
                        .filter(filter)
                        .sorted(Comparator.comparing(CloudResource::reference))
                        .iterator(),
                    CloudResource::reference))
        .map(
            page ->
                xml -> {
                  xml.list(element, page.items(), write);
                  xml.text("nextToken", page.nextToken());
                });
  }
}
