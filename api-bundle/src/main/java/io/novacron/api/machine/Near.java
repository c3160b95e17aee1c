package io.novacron.api.machine;

import org.jspecify.annotations.Nullable;

/**
 * A place that a machine must be close to: a city by its name, or a point.
 *
 * @param place name of a city that the catalog knows, such as {@code Frankfurt}; absent when a
 *     point is given
 * @param latitude degrees north, -90 to 90; given together with the longitude
 * @param longitude degrees east, -180 to 180
 * @param maxRttMillis longest round trip in milliseconds, more than 0; absent for the default of 10
 */
public record Near(
    @Nullable String place,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable Double maxRttMillis) {}
