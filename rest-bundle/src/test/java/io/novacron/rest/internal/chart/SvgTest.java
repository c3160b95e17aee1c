package io.novacron.rest.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SvgTest {
  @Test
  void whateverTextIsGivenThePictureIsXmlAndTheTextIsText() throws Exception {
    Svg svg = new Svg(10, 10, "<script>alert(1)</script> & \u0001", "\ud800 half");
    svg.text(1, 1, "start", "400", "a < b \u001b[31m");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.end().getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("<script>alert(1)</script> & \ufffd");
    assertThat(document.getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("a < b \ufffd[31m");
  }
}
