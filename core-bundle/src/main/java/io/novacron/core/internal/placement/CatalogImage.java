package io.novacron.core.internal.placement;

import io.novacron.api.catalog.Catalog;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.novacron.api.catalog.Offer;
import io.novacron.api.catalog.Price;
import io.novacron.api.catalog.Region;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.codec.UnreadableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as bytes, so that a decision can be made again on it when another is in force, whatever
 * files and rules it was made from. What repeats, such as the sources of prices, is written once.
 */
final class CatalogImage {
  private static final int LAYOUT = 1;
  private static final JsonCodec<Region> REGIONS = JsonCodec.of(Region.class);
  private static final JsonCodec<InstanceType> TYPES = JsonCodec.of(InstanceType.class);
  private static final JsonCodec<Catalog.Source> SOURCES = JsonCodec.of(Catalog.Source.class);
  private static final JsonCodec<Origin> ORIGINS = JsonCodec.of(Origin.class);
  private static final int NOTHING = -1;

  private CatalogImage() {}

  /** Writes a catalog. */
  static byte[] encode(Catalog catalog) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(LAYOUT);
      out.writeUTF(catalog.digest());
      writeAll(out, catalog.regions(), REGIONS);
      writeAll(out, catalog.instanceTypes(), TYPES);
      writeAll(out, catalog.sources(), SOURCES);
      Map<Origin, Integer> origins = new LinkedHashMap<>();
      ByteArrayOutputStream offers = new ByteArrayOutputStream();
      try (DataOutputStream columns = new DataOutputStream(offers)) {
        for (int offer = 0; offer < catalog.size(); offer++) {
          writeOffer(columns, catalog, offer, origins);
        }
      }
      writeAll(out, List.copyOf(origins.keySet()), ORIGINS);
      out.writeInt(catalog.size());
      offers.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a catalog.
   *
   * @throws UnreadableRecordException when the bytes are damaged or of a later layout
   */
  static Catalog decode(byte[] image) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(image)))) {
      int layout = in.readInt();
      if (layout != LAYOUT) {
        throw new UnreadableRecordException(
            "the catalog has layout " + layout + " but this NovaCron knows " + LAYOUT, null);
      }
      String digest = in.readUTF();
      List<Region> regions = readAll(in, REGIONS);
      List<InstanceType> types = readAll(in, TYPES);
      List<Catalog.Source> sources = readAll(in, SOURCES);
      List<Origin> origins = readAll(in, ORIGINS);
      int size = in.readInt();
      List<Offer> offers = new ArrayList<>(size);
      for (int offer = 0; offer < size; offer++) {
        offers.add(readOffer(in, regions, types, origins));
      }
      return new KeptCatalog(digest, regions, types, offers, sources);
    } catch (IOException e) {
      throw new UnreadableRecordException("the catalog is damaged: " + e.getMessage(), e);
    }
  }

  private static void writeOffer(
      DataOutputStream out, Catalog catalog, int number, Map<Origin, Integer> origins)
      throws IOException {
    Offer offer = catalog.offer(number);
    out.writeShort(catalog.regionIndex(number));
    out.writeShort(catalog.typeIndex(number));
    out.writeLong(catalog.onDemandMicros(number));
    out.writeInt(position(origins, offer.onDemand()));
    Price spot = offer.spot();
    out.writeLong(spot == null ? NOTHING : catalog.spotMicros(number));
    out.writeInt(spot == null ? NOTHING : position(origins, spot));
    out.writeByte(offer.marks().size());
    for (Mark mark : EnumSet.allOf(Mark.class)) {
      if (offer.marks().contains(mark)) {
        out.writeUTF(mark.name());
      }
    }
  }

  private static Offer readOffer(
      DataInputStream in, List<Region> regions, List<InstanceType> types, List<Origin> origins)
      throws IOException {
    Region region = regions.get(in.readUnsignedShort());
    InstanceType type = types.get(in.readUnsignedShort());
    long micros = in.readLong();
    Price onDemand = origins.get(in.readInt()).price(micros);
    long spotMicros = in.readLong();
    int spotOrigin = in.readInt();
    @Nullable Price spot = spotOrigin == NOTHING ? null : origins.get(spotOrigin).price(spotMicros);
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      marks.add(Mark.valueOf(in.readUTF()));
    }
    return new Offer(region, type, onDemand, spot, marks);
  }

  private static int position(Map<Origin, Integer> origins, Price price) {
    Origin origin = new Origin(price.currency(), price.asOf(), price.source());
    return origins.computeIfAbsent(origin, added -> origins.size());
  }

  private static <T> void writeAll(DataOutputStream out, List<T> items, JsonCodec<T> codec)
      throws IOException {
    out.writeInt(items.size());
    for (T item : items) {
      byte[] encoded = codec.encode(item);
      out.writeInt(encoded.length);
      out.write(encoded);
    }
  }

  private static <T> List<T> readAll(DataInputStream in, JsonCodec<T> codec) throws IOException {
    List<T> items = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      items.add(codec.decode(codec.schemaVersion(), in.readNBytes(in.readInt())));
    }
    return items;
  }

  /** What a price has beside its amount. */
  private record Origin(String currency, LocalDate asOf, String source) {
    Price price(long micros) {
      return new Price(Price.ofMicros(micros), currency, asOf, source);
    }
  }
}
