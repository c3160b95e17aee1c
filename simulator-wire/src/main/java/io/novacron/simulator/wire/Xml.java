package io.novacron.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes one document. Not thread-safe. */
final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
  private final XMLStreamWriter writer;

  private Xml() throws XMLStreamException {
    this.writer = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
  }

  /**
   * Writes a document.
   *
   * @param namespace namespace of its elements; absent for none
   */
  static byte[] document(String root, @Nullable String namespace, Consumer<Xml> content) {
    try {
      Xml xml = new Xml();
      xml.writer.writeStartDocument("UTF-8", "1.0");
      xml.writer.writeStartElement(root);
      if (namespace != null) {
        xml.writer.writeDefaultNamespace(namespace);
      }
      content.accept(xml);
      xml.writer.writeEndElement();
      xml.writer.writeEndDocument();
      xml.writer.close();
      return xml.bytes.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
  }

  /** Writes an element with text; nothing when there is none. */
  Xml text(String name, @Nullable Object value) {
    if (value == null || value.toString().isEmpty()) {
      return this;
    }
    try {
      writer.writeStartElement(name);
      writer.writeCharacters(legal(value.toString()));
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
  }

  /** Writes an element with text, also when that is empty. */
  Xml value(String name, String value) {
    return element(name, () -> characters(value));
  }

  /** Writes an element with content. */
  Xml element(String name, Runnable content) {
    try {
      writer.writeStartElement(name);
      content.run();
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
  }

  /** Writes a list: an element with one {@code item} for each. */
  <T> Xml list(String name, Collection<T> items, BiConsumer<Xml, T> content) {
    return element(
        name, () -> items.forEach(item -> element("item", () -> content.accept(this, item))));
  }

  /** Writes a list of texts, each in an element within an {@code item}. */
  Xml texts(String name, String inner, Collection<String> values) {
    return list(name, values, (xml, value) -> xml.text(inner, value));
  }

  /** Writes a list of texts, each as an {@code item}. */
  Xml strings(String name, Collection<String> values) {
    return element(name, () -> values.forEach(value -> text("item", value)));
  }

  /** Writes tags, sorted. */
  Xml tags(Map<String, String> tags) {
    return list(
        "tagSet",
        new TreeMap<>(tags).entrySet(),
        (xml, tag) -> {
          xml.text("key", tag.getKey());
          xml.value("value", tag.getValue());
        });
  }

  private void characters(String text) {
    try {
      writer.writeCharacters(legal(text));
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
  }

  /** Replaces what no document of XML 1.0 can hold. */
  private static String legal(String text) {
    StringBuilder legal = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == '\uFFFE' || c == '\uFFFF') {
        if (legal == null) {
          legal = new StringBuilder(text);
        }
        legal.setCharAt(i, '\uFFFD');
      }
    }
    return legal == null ? text : legal.toString();
  }
}
