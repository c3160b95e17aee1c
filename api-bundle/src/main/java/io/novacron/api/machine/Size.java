package io.novacron.api.machine;

import org.jspecify.annotations.Nullable;

/**
 * How big a machine must at least be. Types that share their cores, carry an accelerator that is
 * not a GPU, are sold for a limited time or have a doubtful price are not chosen for a size; they
 * are had by naming the instance type.
 *
 * @param vcpus hardware threads, 1 to 1,024
 * @param memoryGib memory in GiB, more than 0, at most 65,536
 * @param gpus GPUs, 0 to 64; for 0 a machine without GPUs and other accelerators is chosen
 * @param gpuModel model of the GPUs, as the catalog names it, in any case; absent for any; needs
 *     one GPU or more
 * @param architecture {@code amd64} or {@code arm64}; absent for any
 */
public record Size(
    int vcpus,
    double memoryGib,
    int gpus,
    @Nullable String gpuModel,
    @Nullable String architecture) {}
