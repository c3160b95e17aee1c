package io.novacron.rest.internal.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Leads values of an axis to positions in a picture.
 *
 * @param logarithmic whether equal ratios are equally far apart
 * @param least value at the beginning
 * @param most value at the end, more than the least
 * @param begin position of the beginning
 * @param end position of the end
 */
record Scale(boolean logarithmic, double least, double most, double begin, double end) {
  private static final double MARGIN = 0.04;
  private static final int FEWEST = 4;
  private static final int[] STEPS = {1, 2, 5};

  /** An axis on which each doubling is equally long; values are more than 0. */
  static Scale logarithmic(double least, double most, double begin, double end) {
    double room = Math.max(Math.pow(most / least, MARGIN), 1.05);
    return new Scale(true, least / room, most * room, begin, end);
  }

  /** An axis on which each step is equally long. */
  static Scale linear(double least, double most, double begin, double end) {
    double room = Math.max((most - least) * MARGIN, 0.05);
    return new Scale(false, least - room, most + room, begin, end);
  }

  /** Where a value is. */
  double position(double value) {
    double share =
        logarithmic
            ? Math.log(value / least) / Math.log(most / least)
            : (value - least) / (most - least);
    return begin + share * (end - begin);
  }

  /** Round values to be written beside the axis, about as many as wanted. */
  List<Double> ticks(int wanted) {
    return logarithmic ? ofDecades(wanted) : ofSteps(wanted);
  }

  private List<Double> ofDecades(int wanted) {
    List<Double> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(least)); decade <= Math.log10(most); decade++) {
      for (int step : STEPS) {
        double tick = step * Math.pow(10, decade);
        if (tick >= least && tick <= most) {
          ticks.add(tick);
        }
      }
    }
    return ticks.size() < FEWEST ? ofSteps(wanted) : ticks;
  }

  private List<Double> ofSteps(int wanted) {
    double raw = (most - least) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (int one : STEPS) {
      if (one * power >= raw) {
        step = one * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long n = (long) Math.ceil(least / step); n * step <= most; n++) {
      ticks.add(n * step);
    }
    return ticks;
  }
}
