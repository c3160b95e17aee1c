package io.novacron.rest.internal.view;

import io.novacron.api.error.FieldError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/** Reads days of bodies. */
final class Days {
  private Days() {}

  /**
   * Reads a day.
   *
   * @param at JSON pointer of the field
   * @param errors gets what is wrong; then the answer is of no use
   */
  static LocalDate read(String at, String text, List<FieldError> errors) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      errors.add(new FieldError(at, "must be a day such as 2026-10-01"));
      return LocalDate.EPOCH;
    }
  }
}
