package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogLoaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources.tsv",
        "regions.tsv",
        "grids.tsv",
        "azure.tsv",
        "gpus.tsv",
        "gcp-spot.tsv"
      })
  void a_missing_part_is_named(String part) {
    CatalogParts parts = new CatalogParts(name -> name.equals(part) ? null : bundled(name));

    assertThatThrownBy(() -> new CatalogLoader(parts).load())
        .isInstanceOf(CatalogFormatException.class)
        .hasMessage("catalog/" + part + " is missing");
  }

  @Test
  void a_part_that_is_cut_off_is_refused() {
    assertRefused("aws.tsv", text -> text.substring(0, text.length() - 1), "empty or cut off");
    assertRefused("aws.tsv", text -> "", "empty or cut off");
    assertRefused(
        "gcp.tsv",
        text -> text.substring(0, text.length() - 3) + "\n",
        "line 520",
        "cells instead of");
  }

  @Test
  void a_price_that_is_none_is_refused_with_its_line() {
    assertRefused(
        "aws.tsv", text -> text.replaceFirst("\t0.2568\t", "\t0,2568\t"), "line 2", "'0,2568'");
    assertRefused("aws.tsv", text -> text.replaceFirst("\t0.2568\t", "\t-1\t"), "line 2", "'-1'");
    assertRefused(
        "aws.tsv", text -> text.replaceFirst("\t0.2568\t", "\t3000.5\t"), "line 2", "'3000.5'");
  }

  @Test
  void prices_of_unknown_regions_and_types_are_refused() {
    assertRefused(
        "aws.tsv", text -> text.replaceFirst("\tus-west-2", "\tus-west-9"), "no region us-west-9");
    assertRefused(
        "aws-spot.tsv",
        text -> text.replaceFirst("\na1.2xlarge\t", "\na9.2xlarge\t"),
        "a9.2xlarge");
    assertRefused("sources.tsv", text -> text.replace("gcp-2026", "gcp-2025"), "gcp-2026-08-03");
  }

  @Test
  void another_price_is_another_digest() {
    String digest = new CatalogLoader(CatalogParts.bundled()).load().digest();

    CatalogParts changed =
        changed("aws.tsv", text -> text.replaceFirst("\t0.2568\t", "\t0.2569\t"));

    assertThat(new CatalogLoader(changed).load().digest()).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".5", "1.", "1.1234567", "1e3", "+1", "2148"})
  void only_plain_decimal_numbers_are_prices(String text) {
    assertThatThrownBy(() -> PublishedRows.micros(text)).hasMessageContaining("'" + text + "'");
  }

  @Test
  void a_price_has_up_to_six_decimals() {
    assertThat(PublishedRows.micros("0.000001")).isEqualTo(1);
    assertThat(PublishedRows.micros("42")).isEqualTo(42_000_000);
    assertThat(PublishedRows.micros("2147.483647")).isEqualTo(Integer.MAX_VALUE);
  }

  private static void assertRefused(String part, UnaryOperator<String> change, String... expected) {
    CatalogParts parts = changed(part, change);

    assertThatThrownBy(() -> new CatalogLoader(parts).load())
        .isInstanceOf(CatalogFormatException.class)
        .hasMessageContainingAll(expected)
        .hasMessageContaining("catalog/");
  }

  private static CatalogParts changed(String part, UnaryOperator<String> change) {
    return new CatalogParts(
        name -> {
          if (!name.equals(part)) {
            return bundled(name);
          }
          return new ByteArrayInputStream(
              change.apply(text(name)).getBytes(StandardCharsets.UTF_8));
        });
  }

  private static String text(String name) {
    try (InputStream stream = bundled(name)) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream bundled(String name) {
    return CatalogLoader.class.getResourceAsStream("/catalog/" + name);
  }
}
