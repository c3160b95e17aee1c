package com.example.provider.cloud;

import io.novacron.api.security.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is made from.
 *
 * @param name name for people
 * @param type size, by the cloud's own name
 * @param image the cloud's own name of an image
 * @param diskGib size of each disk beside the one of the image
 * @param sshKeys public keys
 * @param labels labels
 * @param userData what it runs at its first boot; absent for nothing
 */
public record CloudOrder(
    String name,
    String type,
    String image,
    List<Integer> diskGib,
    List<String> sshKeys,
    Map<String, String> labels,
    @Nullable Secret userData) {
  public CloudOrder {
    diskGib = List.copyOf(diskGib);
    sshKeys = List.copyOf(sshKeys);
    labels = Map.copyOf(labels);
  }
}
