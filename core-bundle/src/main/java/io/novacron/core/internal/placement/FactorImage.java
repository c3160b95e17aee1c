package io.novacron.core.internal.placement;

import io.novacron.api.placement.FactorDefinition;
import io.novacron.api.placement.FactorValues;
import io.novacron.core.internal.codec.JsonCodec;
import io.novacron.core.internal.codec.UnreadableRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A column of a factor as bytes, so that a decision can be made again without its source. */
final class FactorImage {
  private static final int LAYOUT = 1;
  private static final JsonCodec<FactorDefinition> DEFINITIONS =
      JsonCodec.of(FactorDefinition.class);

  private FactorImage() {}

  /** Writes a column. */
  static byte[] encode(SourcedColumn column) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FactorValues values = column.values();
    byte[] definition = DEFINITIONS.encode(column.definition());
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(LAYOUT);
      out.writeInt(definition.length);
      out.write(definition);
      out.writeUTF(values.subject().name());
      out.writeDouble(values.reference());
      out.writeInt(values.size());
      for (int index = 0; index < values.size(); index++) {
        out.writeDouble(values.value(index));
        out.writeBoolean(values.estimated(index));
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a column.
   *
   * @param columns the catalog that it is of
   * @throws UnreadableRecordException when the bytes are damaged or of a later layout
   */
  static SourcedColumn decode(byte[] image, CatalogColumns columns) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(image)))) {
      int layout = in.readInt();
      if (layout != LAYOUT) {
        throw new UnreadableRecordException(
            "the factor has layout " + layout + " but this NovaCron knows " + LAYOUT, null);
      }
      FactorDefinition definition =
          DEFINITIONS.decode(DEFINITIONS.schemaVersion(), in.readNBytes(in.readInt()));
      FactorValues.Subject subject = FactorValues.Subject.valueOf(in.readUTF());
      double reference = in.readDouble();
      int size = in.readInt();
      FactorValues.Builder values =
          FactorValues.builder(definition.name(), subject, size, reference);
      for (int index = 0; index < size; index++) {
        double value = in.readDouble();
        boolean estimated = in.readBoolean();
        if (!Double.isNaN(value) && estimated) {
          values.setEstimated(index, value);
        } else if (!Double.isNaN(value)) {
          values.set(index, value);
        }
      }
      return new SourcedColumn(definition, values.build(), columns);
    } catch (IOException e) {
      throw new UnreadableRecordException("the factor is damaged: " + e.getMessage(), e);
    }
  }
}
