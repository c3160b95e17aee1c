package io.novacron.rest.internal.chart;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a picture, element by element; what is text is escaped. Not thread-safe. */
final class Svg {
  private static final int REPLACEMENT = 0xFFFD;
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  Svg(int width, int height, String title, String description) {
    try {
      xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace(NAMESPACE);
      attribute("viewBox", "0 0 " + width + " " + height);
      attribute("role", "img");
      attribute("aria-labelledby", "title description");
      attribute("font-family", "system-ui, sans-serif");
      attribute("font-size", "13");
      labelled("title", "title", title);
      labelled("desc", "description", description);
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private void labelled(String element, String id, String content) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("id", id);
    xml.writeCharacters(legal(content));
    xml.writeEndElement();
  }

  void rectangle(double x, double y, double width, double height, String fill) {
    element(
        "rect",
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height),
        "fill",
        fill);
  }

  void line(double x1, double y1, double x2, double y2, String stroke) {
    element(
        "line",
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2),
        "stroke",
        stroke);
  }

  void dot(double x, double y, double radius, String fill, String opacity) {
    element(
        "circle",
        "cx",
        number(x),
        "cy",
        number(y),
        "r",
        number(radius),
        "fill",
        fill,
        "fill-opacity",
        opacity);
  }

  void ring(double x, double y, double radius, String stroke) {
    element(
        "circle",
        "cx",
        number(x),
        "cy",
        number(y),
        "r",
        number(radius),
        "fill",
        "none",
        "stroke",
        stroke,
        "stroke-width",
        "2.5");
  }

  /**
   * Writes text.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  void text(double x, double y, String anchor, String weight, String content) {
    try {
      xml.writeStartElement("text");
      attribute("x", number(x));
      attribute("y", number(y));
      attribute("text-anchor", anchor);
      attribute("font-weight", weight);
      attribute("fill", "#1f2933");
      xml.writeCharacters(legal(content));
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  /** Ends the picture and gives it. */
  String end() {
    try {
      xml.writeEndElement();
      xml.close();
      return text.toString();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private void element(String name, String... attributes) {
    try {
      xml.writeEmptyElement(name);
      for (int i = 0; i < attributes.length; i += 2) {
        attribute(attributes[i], attributes[i + 1]);
      }
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, value);
  }

  /** The writer escapes, but lets characters through that no XML may hold. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> (c < ' ' && c != '\t') || c == 0xFFFE || c == 0xFFFF ? REPLACEMENT : c)
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static IllegalStateException broken(XMLStreamException e) {
    return new IllegalStateException("memory does not fail to be written", e);
  }
}
