package com.example.provider.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of machines.
 *
 * @param machines the machines
 * @param nextPageToken where to go on; absent on the last page
 */
public record CloudPage(List<CloudMachine> machines, @Nullable String nextPageToken) {
  public CloudPage {
    machines = List.copyOf(machines);
  }
}
