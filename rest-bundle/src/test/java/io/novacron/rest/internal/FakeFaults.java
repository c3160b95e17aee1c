package io.novacron.rest.internal;

import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.provider.Fault;
import io.novacron.api.provider.FaultRequest;
import io.novacron.api.provider.FaultSwitch;
import java.util.ArrayList;
import java.util.List;

/** A fault switch that knows one fault. */
final class FakeFaults implements FaultSwitch {
  private final List<Fault> faults = new ArrayList<>();
  private int numbers;

  @Override
  public synchronized List<Fault> active() {
    return List.copyOf(faults);
  }

  @Override
  public synchronized Fault inject(FaultRequest request) {
    if (!request.name().equals("lost-reply")) {
      throw Problem.builder("unknown-fault", Category.INVALID, "There is no such fault.")
          .error("/name", "must be one of lost-reply")
          .toException();
    }
    Fault fault = new Fault("fault-" + ++numbers, request, Samples.NOON, request.times(), 0);
    faults.add(fault);
    return fault;
  }

  @Override
  public synchronized boolean clear(String id) {
    return faults.removeIf(fault -> fault.id().equals(id));
  }
}
