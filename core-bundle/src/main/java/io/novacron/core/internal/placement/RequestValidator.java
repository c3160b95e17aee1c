package io.novacron.core.internal.placement;

import io.novacron.api.error.FieldError;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.placement.PlacementRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the shape of what is asked of placement: ranges, and fields that belong together. Whether
 * names exist is checked where they are looked up. Pointers are those of a machine's specification,
 * which a request to placement shares: {@code /size}, {@code /instanceType}, {@code /market},
 * {@code /placement}.
 */
public final class RequestValidator {
  private static final int MOST_VCPUS = 1024;
  private static final int MOST_MEMORY_GIB = 65_536;
  private static final int MOST_GPUS = 64;
  private static final int LONGEST_NAME = 100;
  private static final int PRICE_DECIMALS = 6;
  private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);
  private static final double LONGEST_RTT_MILLIS = 60_000;
  private static final double MOST_CARBON = 100_000;
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

  private final List<FieldError> errors = new ArrayList<>();

  private RequestValidator() {}

  /** All that is wrong with a request, in the order of its fields; empty when it is valid. */
  public static List<FieldError> validate(PlacementRequest request) {
    RequestValidator validator = new RequestValidator();
    validator.what(request.size(), request.instanceType());
    validator.market(request.market());
    validator.constraints(request.constraints());
    return List.copyOf(validator.errors);
  }

  private void what(@Nullable Size size, @Nullable String instanceType) {
    if (size == null && instanceType == null) {
      reject("/size", "either a size or an instanceType is needed");
    }
    if (size != null && instanceType != null) {
      reject("/instanceType", "a size is given, so an instanceType must not be; leave out one");
    }
    name("/instanceType", instanceType);
    if (size != null) {
      size(size);
    }
  }

  private void size(Size size) {
    if (size.vcpus() < 1 || size.vcpus() > MOST_VCPUS) {
      reject("/size/vcpus", "must be 1 to " + MOST_VCPUS + " but is " + size.vcpus());
    }
    if (!(size.memoryGib() > 0 && size.memoryGib() <= MOST_MEMORY_GIB)) {
      reject(
          "/size/memoryGib",
          "must be more than 0 and at most " + MOST_MEMORY_GIB + " but is " + size.memoryGib());
    }
    if (size.gpus() < 0 || size.gpus() > MOST_GPUS) {
      reject("/size/gpus", "must be 0 to " + MOST_GPUS + " but is " + size.gpus());
    }
    if (size.gpuModel() != null && size.gpus() == 0) {
      reject("/size/gpuModel", "needs gpus of 1 or more");
    }
    name("/size/gpuModel", size.gpuModel());
    String architecture = size.architecture();
    if (architecture != null && !ARCHITECTURES.contains(architecture)) {
      reject("/size/architecture", "must be amd64 or arm64");
    }
  }

  private void market(Market market) {
    price("/market/maxPricePerHour", market.maxPricePerHour());
  }

  private void constraints(PlacementConstraints constraints) {
    name("/placement/account", constraints.account());
    name("/placement/region", constraints.region());
    name("/placement/zone", constraints.zone());
    name("/placement/policy", constraints.policy());
    name("/placement/group", constraints.group());
    if (constraints.zone() != null && constraints.region() == null) {
      reject("/placement/zone", "needs a region beside it");
    }
    Near near = constraints.near();
    if (near != null) {
      near(near);
    }
    price("/placement/maxPricePerHour", constraints.maxPricePerHour());
    range("/placement/maxCarbonGramsPerKwh", constraints.maxCarbonGramsPerKwh(), 0, MOST_CARBON);
  }

  private void near(Near near) {
    boolean point = near.latitude() != null || near.longitude() != null;
    if (near.place() == null && !point) {
      reject("/placement/near", "needs a place, or a latitude and a longitude");
    }
    if (near.place() != null && point) {
      reject("/placement/near/place", "a point is given, so a place must not be; leave out one");
    }
    if (point && near.latitude() == null) {
      reject("/placement/near/latitude", "must be given together with the longitude");
    }
    if (point && near.longitude() == null) {
      reject("/placement/near/longitude", "must be given together with the latitude");
    }
    name("/placement/near/place", near.place());
    range("/placement/near/latitude", near.latitude(), -90, 90);
    range("/placement/near/longitude", near.longitude(), -180, 180);
    Double rtt = near.maxRttMillis();
    if (rtt != null && !(rtt > 0 && rtt <= LONGEST_RTT_MILLIS)) {
      reject(
          "/placement/near/maxRttMillis",
          "must be more than 0 and at most " + (long) LONGEST_RTT_MILLIS + " but is " + rtt);
    }
  }

  private void name(String pointer, @Nullable String value) {
    if (value != null && (value.isBlank() || value.length() > LONGEST_NAME)) {
      reject(pointer, "must have 1 to " + LONGEST_NAME + " characters that are not all blank");
    }
  }

  private void price(String pointer, @Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    if (value.signum() <= 0 || value.compareTo(HIGHEST_PRICE) > 0) {
      reject(pointer, "must be more than 0 and at most " + HIGHEST_PRICE.toPlainString() + " USD");
    } else if (value.scale() > PRICE_DECIMALS
        && value.stripTrailingZeros().scale() > PRICE_DECIMALS) {
      reject(pointer, "must have at most " + PRICE_DECIMALS + " decimals");
    }
  }

  private void range(String pointer, @Nullable Double value, double least, double most) {
    if (value != null && !(value >= least && value <= most)) {
      reject(pointer, "must be " + (long) least + " to " + (long) most + " but is " + value);
    }
  }

  private void reject(String pointer, String message) {
    errors.add(new FieldError(pointer, message));
  }
}
