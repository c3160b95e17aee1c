package io.novacron.api.machine;

import org.jspecify.annotations.Nullable;

/**
 * How big a machine must at least be.
 *
 * @param vcpus hardware threads, 1 to 1,024
 * @param memoryGib memory in GiB, more than 0, at most 65,536
 * @param gpus GPUs, 0 to 64; a machine without GPUs is chosen for 0
 * @param gpuModel model of the GPUs, as the catalog names it; absent for any
 * @param architecture {@code amd64} or {@code arm64}; absent for any
 */
public record Size(
    int vcpus,
    double memoryGib,
    int gpus,
    @Nullable String gpuModel,
    @Nullable String architecture) {}
