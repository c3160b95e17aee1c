package io.novacron.api.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * All offers as of one moment. Immutable, safe for use by many threads.
 *
 * <p>Offers are numbered 0 to {@code size() - 1} in an order that follows from the digest; a column
 * answers for one number without making an object, so that all offers can be looked at in a few
 * milliseconds.
 */
public interface Catalog {
  /**
   * Hexadecimal SHA-256 of the data; the same digest means the same offers with the same numbers.
   */
  String digest();

  /** All regions; the number of a region is its position. */
  List<Region> regions();

  /** All instance types; the number of a type is its position. */
  List<InstanceType> instanceTypes();

  /** Number of offers. */
  int size();

  /** Column: number of the region of an offer. */
  int regionIndex(int offer);

  /** Column: number of the instance type of an offer. */
  int typeIndex(int offer);

  /** Column: on-demand price per hour in millionths of a US dollar. */
  long onDemandMicros(int offer);

  /** Column: spot price per hour in millionths of a US dollar, or -1 where there is none. */
  long spotMicros(int offer);

  /** Column: day on which the on-demand price was valid. */
  default LocalDate onDemandDay(int offer) {
    return offer(offer).onDemand().asOf();
  }

  /** Column: day on which the spot price was valid, absent where there is none. */
  default @Nullable LocalDate spotDay(int offer) {
    Price spot = offer(offer).spot();
    return spot == null ? null : spot.asOf();
  }

  /** Column: whether the offer or its type carries the mark. */
  boolean marked(int offer, Mark mark);

  /** One offer as a value. */
  Offer offer(int offer);

  /** The number of an offer, empty when the cloud does not sell the type in the region. */
  OptionalInt find(String cloud, String region, String instanceType);

  /** The sources of the data: what, licence, date. */
  List<Source> sources();

  /**
   * Where a part of the data comes from.
   *
   * @param part which part, such as {@code aws on-demand, us-east-1}
   * @param origin where it was published
   * @param licence licence, or {@code facts}
   * @param asOf date, or range of dates, as text
   */
  record Source(String part, String origin, String licence, String asOf) {}
}
